package io.evalstream.offline;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.Evaluation;
import java.util.Optional;

/// An evaluation, and the row that it is of.
public record Judged(TraceRow row, Evaluation evaluation) {

  /// Whether the label is on the side of the true one: both fail or both pass. Empty where one of
  /// the two is missing.
  public Optional<Boolean> agrees(EvaluatorLibrary library) {
    Boolean failing = evaluation.getFailing();
    Optional<Evaluator> evaluator = library.find(evaluation.getEvaluator());
    if (failing == null || evaluator.isEmpty()) {
      return Optional.empty();
    }
    return Truth.of(row.labels(), evaluator.get(), evaluation.getDocumentId())
            instanceof Truth.Known(var label)
        ? Optional.of(label.fails() == failing)
        : Optional.empty();
  }
}
