package io.evalstream.agreement;

import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.state.JudgeLabel;
import io.evalstream.state.JudgeLabels;
import java.util.Optional;

/// Takes out of a judged trace what is compared with people: its labels, and no text.
final class JudgeLabelsWriter {

  private JudgeLabelsWriter() {}

  static JudgeLabels write(JudgedTrace trace) {
    return new JudgeLabels(
        trace.getApp(), trace.getEvaluations().stream().flatMap(e -> label(e).stream()).toList());
  }

  private static Optional<JudgeLabel> label(Evaluation evaluation) {
    String label = evaluation.getLabel();
    Boolean failing = evaluation.getFailing();
    return label == null || failing == null
        ? Optional.empty()
        : Optional.of(
            new JudgeLabel(
                evaluation.getEvaluator(),
                evaluation.getEvaluatorVersion(),
                evaluation.getJudge(),
                evaluation.getDocumentId(),
                label,
                failing,
                evaluation.getSamplingProbability()));
  }
}
