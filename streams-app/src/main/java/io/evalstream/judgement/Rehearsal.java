package io.evalstream.judgement;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Field;
import io.evalstream.evaluator.Requirement;
import io.evalstream.evaluator.Target;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.judge.Explain;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.QuestionHash;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a judgement of a trace would put to its judge; nobody is asked.
///
/// @param missing what the evaluator needs and the trace has not; then no judge would be asked
/// @param shown the fields that the judge would get to see
/// @param documentId the judged document, the first one; null when no document is judged
public record Rehearsal(
    List<Requirement> missing,
    List<Field> shown,
    @Nullable String documentId,
    JudgeRequest request) {

  /// Stands for the random number of a real prompt, and is as long.
  private static final String NONCE = "0123456789abcdef";

  public Rehearsal {
    missing = List.copyOf(missing);
    shown = List.copyOf(shown);
  }

  /// @param explain as the judge of the evaluator explains
  public static Rehearsal of(
      Evaluator evaluator, ChatEvent event, List<RetrievalSpan> spans, Explain explain) {
    RetrievalSpan span = evaluator.target() == Target.DOCUMENT ? firstWithDocument(spans) : null;
    RetrievedDocument document = span == null ? null : span.getDocuments().getFirst();
    String documentId = document == null ? null : document.getDocumentId();
    Map<Field, String> fields =
        TraceFields.of(event, spans, span == null ? null : span.getSpanId(), documentId);
    return new Rehearsal(
        evaluator.missing(fields),
        evaluator.inputs().reads().stream().filter(fields::containsKey).toList(),
        documentId,
        QuestionWriter.request("rehearsal", evaluator, QuestionHash.NONE, fields, NONCE, explain));
  }

  private static @Nullable RetrievalSpan firstWithDocument(List<RetrievalSpan> spans) {
    return spans.stream().filter(span -> !span.getDocuments().isEmpty()).findFirst().orElse(null);
  }
}
