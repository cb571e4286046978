package io.evalstream.stats;

import io.evalstream.stats.CorrectedRate.Benchmark;

/// The limit on the share of failing labels that stands for one on the share of failing answers.
///
/// *When to use:* for an alarm. It moves the limit once instead of correcting each rate, so what is
/// tested stays a plain share of labels. See [JudgeTrust] first: of a judge no better than chance
/// the limit tells nothing. An alarm of a rise or a comparison of two rates of one judge needs no
/// moving.
///
/// *How it works:* of answers with the tolerated share of failing ones, the judge fails the share
/// that [1] inverts. The safe limit is above it by 1.645 standard errors of the benchmark.
///
/// *Guarantees:* the safe limit is under the right one for about one benchmark in twenty.
///
/// [1] W. J. Rogan, B. Gladen, Estimating prevalence from the results of a screening test, American
/// Journal of Epidemiology 107 (1978), 71-76
///
/// @param expected the share of failing labels that is most likely at the limit
/// @param safe the one to test for, in [expected, 1]
public record TrueLimit(double expected, double safe) {

  public TrueLimit {
    if (!(0 <= expected && expected <= safe && safe <= 1)) {
      throw new IllegalArgumentException(
          "limits must lie in order within [0, 1], was " + expected + " and " + safe);
    }
  }

  /// @param limit share of failing answers that is tolerated, in [0, 1]
  public static TrueLimit of(double limit, Benchmark benchmark) {
    if (!(0 <= limit && limit <= 1)) {
      throw new IllegalArgumentException("limit must be in [0, 1], was " + limit);
    }
    JudgeError judge = JudgeError.of(benchmark);
    double expected = limit * judge.sensitivity() + (1 - limit) * (1 - judge.specificity());
    double error =
        Math.sqrt(
            limit * limit * judge.ofSensitivity()
                + (1 - limit) * (1 - limit) * judge.ofSpecificity());
    return new TrueLimit(expected, Math.min(1, expected + Normal.Z_95_ONE_SIDED * error));
  }
}
