package io.evalstream.cli;

import io.evalstream.event.Evaluation;
import org.jspecify.annotations.Nullable;

/// What must end in exactly one evaluation.
///
/// @param document null when the response is judged
record Judgement(String traceId, String evaluator, @Nullable String document) {

  static Judgement of(Evaluation evaluation) {
    return new Judgement(
        evaluation.getTraceId(), evaluation.getEvaluator(), evaluation.getDocumentId());
  }
}
