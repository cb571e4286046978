package io.evalstream.console.page;

import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Brings the evaluations of a trace to what they judged: those of a document stand with it, all
/// others together.
final class JudgedParts {

  private final JudgedTrace trace;
  private final EvaluatorLibrary evaluators;
  private final Set<String> documents = new HashSet<>();
  private int forms;

  JudgedParts(JudgedTrace trace, EvaluatorLibrary evaluators) {
    this.trace = trace;
    this.evaluators = evaluators;
  }

  /// In the order of time.
  List<RetrievalView> retrievals() {
    List<RetrievalView> views = new ArrayList<>();
    int count = trace.getRetrievals().size();
    for (RetrievalSpan span : trace.getRetrievals()) {
      int number = views.size() + 1;
      String query = span.getQuery();
      views.add(
          new RetrievalView(
              count == 1 ? "Retrieval" : "Retrieval %d of %d".formatted(number, count),
              query == null || query.equals(trace.getEvent().getQuestion())
                  ? null
                  : LongText.of(query),
              facts(span),
              documents(span, number)));
    }
    return views;
  }

  private static List<String> facts(RetrievalSpan span) {
    List<String> facts = new ArrayList<>();
    String retriever = span.getRetriever();
    if (retriever != null) {
      facts.add(retriever);
    }
    Long latency = span.getLatencyMs();
    facts.add(latency == null ? "time not sent" : Numbers.latency(latency));
    return facts;
  }

  private List<DocumentView> documents(RetrievalSpan span, int number) {
    List<DocumentView> views = new ArrayList<>();
    for (RetrievedDocument document : span.getDocuments()) {
      int rank = views.size() + 1;
      boolean first = documents.add(document.getDocumentId());
      views.add(
          DocumentView.of(
              document,
              rank,
              "document-%d-%d".formatted(number, rank),
              first ? ofDocument(document.getDocumentId()) : List.of(),
              !first));
    }
    return views;
  }

  private List<EvaluationView> ofDocument(String id) {
    return trace.getEvaluations().stream()
        .filter(evaluation -> id.equals(evaluation.getDocumentId()))
        .map(evaluation -> view(evaluation, true))
        .toList();
  }

  /// Those of no document that is shown, what fails first. To be asked after the retrievals.
  List<EvaluationView> others() {
    return trace.getEvaluations().stream()
        .filter(evaluation -> !isShown(evaluation.getDocumentId()))
        .map(evaluation -> view(evaluation, false))
        .sorted(Comparator.comparingInt(EvaluationView::urgency))
        .toList();
  }

  private boolean isShown(@Nullable String documentId) {
    return documentId != null && documents.contains(documentId);
  }

  private EvaluationView view(Evaluation evaluation, boolean inside) {
    LabelForm form =
        evaluators
            .find(evaluation.getEvaluator())
            .map(
                evaluator ->
                    LabelForm.of(
                        ++forms, trace.getTraceId(), evaluator, evaluation.getDocumentId()))
            .orElse(null);
    return EvaluationView.of(evaluation, form, inside);
  }

  /// How many of the documents that were judged are relevant; empty when none was judged.
  String relevance() {
    List<Evaluation> judged =
        trace.getEvaluations().stream()
            .filter(evaluation -> evaluation.getEvaluator().equals("document_relevance"))
            .filter(evaluation -> evaluation.getFailing() != null)
            .toList();
    long relevant =
        judged.stream()
            .map(Evaluation::getFailing)
            .filter(Objects::nonNull)
            .filter(failing -> !failing)
            .count();
    return judged.isEmpty()
        ? ""
        : "%d of %d judged are relevant".formatted(relevant, judged.size());
  }
}
