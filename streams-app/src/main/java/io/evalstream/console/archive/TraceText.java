package io.evalstream.console.archive;

import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import org.jspecify.annotations.Nullable;

/// What is searched for words of a trace: the beginning of all its texts, what people look for most
/// first.
final class TraceText {

  private static final int MOST = 20_000;

  private final StringBuilder text = new StringBuilder();

  private TraceText() {}

  static String of(JudgedTrace trace) {
    TraceText all = new TraceText();
    all.add(trace.getEvent().getQuestion());
    all.add(trace.getEvent().getResponse());
    for (Evaluation evaluation : trace.getEvaluations()) {
      all.add(evaluation.getExplanation());
    }
    for (RetrievalSpan span : trace.getRetrievals()) {
      for (RetrievedDocument document : span.getDocuments()) {
        all.add(document.getTitle());
        all.add(document.getText());
      }
    }
    return all.text.toString();
  }

  private void add(@Nullable String part) {
    if (part != null && text.length() < MOST) {
      text.append(Beginning.of(part, MOST - text.length())).append('\n');
    }
  }
}
