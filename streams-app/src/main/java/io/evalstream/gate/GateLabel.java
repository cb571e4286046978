package io.evalstream.gate;

import io.evalstream.event.Evaluation;
import io.evalstream.trace.Opening;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An evaluation, as far as a gate has to know it.
///
/// @param documentId empty unless a document was judged
/// @param outcome as in the topic
/// @param label null unless the outcome is judged
/// @param explanation its beginning
record GateLabel(
    String evaluationId,
    String evaluator,
    String documentId,
    String outcome,
    @Nullable String label,
    @Nullable String explanation) {

  private static final int LONGEST_EXPLANATION = 500;

  static GateLabel of(Evaluation evaluation) {
    String explanation = evaluation.getExplanation();
    return new GateLabel(
        evaluation.getEvaluationId(),
        evaluation.getEvaluator(),
        Objects.requireNonNullElse(evaluation.getDocumentId(), ""),
        evaluation.getOutcome(),
        evaluation.getLabel(),
        explanation == null ? null : Opening.marked(explanation, LONGEST_EXPLANATION));
  }
}
