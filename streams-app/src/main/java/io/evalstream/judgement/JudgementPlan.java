package io.evalstream.judgement;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Target;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.state.JudgementRequest;
import io.evalstream.trace.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which judgements a trace gets: for each evaluator that it was sampled for, one per target. A
/// document that several retrievals returned is judged once, at its first rank.
public final class JudgementPlan {

  private final EvaluatorLibrary evaluators;

  public JudgementPlan(EvaluatorLibrary evaluators) {
    this.evaluators = evaluators;
  }

  public List<JudgementRequest> of(Trace trace) {
    List<JudgementRequest> plan = new ArrayList<>();
    for (Evaluator evaluator : evaluators.all()) {
      Double probability = trace.probabilities().get(evaluator.id());
      if (probability != null) {
        plan.addAll(of(trace, evaluator, probability));
      }
    }
    return plan;
  }

  private List<JudgementRequest> of(Trace trace, Evaluator evaluator, double probability) {
    return evaluator.target() == Target.DOCUMENT
        ? perDocument(trace, evaluator, probability)
        : List.of(request(trace, evaluator, probability, null, null, null));
  }

  private List<JudgementRequest> perDocument(Trace trace, Evaluator evaluator, double probability) {
    List<JudgementRequest> requests = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (RetrievalSpan span : trace.retrievals()) {
      int rank = 0;
      for (RetrievedDocument document : span.getDocuments()) {
        rank++;
        if (seen.add(document.getDocumentId())) {
          requests.add(
              request(
                  trace, evaluator, probability, span.getSpanId(), document.getDocumentId(), rank));
        }
      }
    }
    return requests;
  }

  private JudgementRequest request(
      Trace trace,
      Evaluator evaluator,
      double probability,
      @Nullable String spanId,
      @Nullable String documentId,
      @Nullable Integer rank) {
    String version = evaluators.version(evaluator);
    String id =
        EvaluationId.of(
            trace.event().getTraceId(),
            evaluator.id(),
            version,
            evaluator.target().wireName(),
            documentId == null ? "" : documentId);
    return new JudgementRequest(
        trace.event().getApp(), id, evaluator.id(), version, spanId, documentId, rank, probability);
  }
}
