package io.evalstream.stats;

import io.evalstream.stats.CorrectedRate.Benchmark;

/// How often a judge is right, and how well a benchmark tells that.
///
/// One right and one wrong answer more of each kind keep the variances above 0 when the judge made
/// no mistake in the benchmark; so does [1].
///
/// [1] Zs. Lang, J. Reiczigel, Confidence limits for prevalence of disease adjusted for estimated
/// sensitivity and specificity, Preventive Veterinary Medicine 113 (2014), 13-22,
/// <https://doi.org/10.1016/j.prevetmed.2013.09.015>
///
/// @param sensitivity share of failing answers that it fails
/// @param specificity share of passing answers that it passes
/// @param ofSensitivity variance of the sensitivity
/// @param ofSpecificity variance of the specificity
record JudgeError(
    double sensitivity, double specificity, double ofSensitivity, double ofSpecificity) {

  static JudgeError of(Benchmark benchmark) {
    double failing = benchmark.failing() + 2.0;
    double passing = benchmark.passing() + 2.0;
    double sensitivity = (benchmark.hits() + 1) / failing;
    double specificity = (benchmark.passes() + 1) / passing;
    return new JudgeError(
        sensitivity,
        specificity,
        sensitivity * (1 - sensitivity) / failing,
        specificity * (1 - specificity) / passing);
  }

  /// Sensitivity and specificity above chance, in [-1, 1]: Youden's J.
  double gain() {
    return sensitivity + specificity - 1;
  }

  /// Standard error of the gain.
  double ofGain() {
    return Math.sqrt(ofSensitivity + ofSpecificity);
  }
}
