package io.evalstream.judgement;

import io.evalstream.event.Evaluation;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;

/// Counts what judges take.
public final class JudgeMeters {

  private JudgeMeters() {}

  /// The tokens and the cost of a judgement, as far as they are known.
  public static void count(Meters meters, Evaluation evaluation) {
    String judge = evaluation.getJudge();
    if (evaluation.getInputTokens() != null) {
      meters.add(Metric.JUDGE_TOKENS, evaluation.getInputTokens(), judge, "input");
    }
    if (evaluation.getOutputTokens() != null) {
      meters.add(Metric.JUDGE_TOKENS, evaluation.getOutputTokens(), judge, "output");
    }
    if (evaluation.getCostUsd() != null) {
      meters.add(Metric.JUDGE_COST, evaluation.getCostUsd(), judge);
    }
  }
}
