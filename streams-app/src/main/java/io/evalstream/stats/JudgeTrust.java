package io.evalstream.stats;

import io.evalstream.stats.CorrectedRate.Benchmark;
import io.evalstream.stats.DoubleSampling.Checked;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a benchmark allows a rate to be corrected for the errors of its judge.
///
/// A correction divides by what the judge does better than chance, Youden's J [1]. Where that may
/// be near 0, the corrected rate is anything. The lower limit of J joins Wilson's one-sided 95 %
/// limits of sensitivity and specificity as [2] joins those of a difference.
///
/// [1] W. J. Youden, Index for rating diagnostic tests, Cancer 3 (1950), 32-35
///
/// [2] G. Y. Zou, A. Donner, Construction of confidence limits about effect measures, Statistics in
/// Medicine 27 (2008), 1693-1702, <https://doi.org/10.1002/sim.3095>
///
/// @param gain sensitivity and specificity above chance, in [-1, 1]; null when the benchmark lacks
///   failing or passing answers
/// @param leastGain lower limit of the gain; null when the benchmark is too small for one
public record JudgeTrust(@Nullable Double gain, @Nullable Double leastGain, Grade grade) {

  /// What a corrected rate is worth.
  public enum Grade {
    /// Show it first.
    OK,
    /// Show the raw rate first: the interval of the corrected one is wide.
    WIDE,
    /// Do not show it.
    REFUSED;

    /// As records have it.
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final long FEWEST_CASES = 20;
  private static final double OK_FROM = 0.5;
  private static final double WIDE_FROM = 0.2;

  public static JudgeTrust of(Benchmark benchmark) {
    Double gain = benchmark.isEmpty() ? null : Double.valueOf(benchmark.gain());
    if (gain == null || benchmark.failing() < FEWEST_CASES || benchmark.passing() < FEWEST_CASES) {
      return new JudgeTrust(gain, null, Grade.REFUSED);
    }
    return of(
        benchmark.sensitivity(),
        (double) benchmark.failing(),
        benchmark.specificity(),
        (double) benchmark.passing());
  }

  /// Of answers that were checked with different probabilities.
  ///
  /// @param checked weighted so that they stand for the traffic
  /// @param counts of the same answers without weights
  public static JudgeTrust of(HumanChecked checked, Checked counts) {
    long failing = counts.confirmed() + counts.missed();
    long passing = counts.failing() + counts.passing() - failing;
    if (failing < FEWEST_CASES || passing < FEWEST_CASES) {
      return new JudgeTrust(null, null, Grade.REFUSED);
    }
    double fails = checked.wBoth() + checked.wMissed();
    double passes = checked.wNeither() + checked.wFalse();
    return of(
        checked.wBoth() / fails,
        EffectiveSize.kish(fails, checked.qBoth() + checked.qMissed()),
        checked.wNeither() / passes,
        EffectiveSize.kish(passes, checked.qNeither() + checked.qFalse()));
  }

  private static JudgeTrust of(
      double sensitivity, double failing, double specificity, double passing) {
    double gain = sensitivity + specificity - 1;
    double least = gain - Math.hypot(below(sensitivity, failing), below(specificity, passing));
    return new JudgeTrust(gain, least, grade(least));
  }

  private static double below(double share, double n) {
    return share - Wilson.interval(share, n, Normal.Z_95_ONE_SIDED).low();
  }

  private static Grade grade(double leastGain) {
    if (leastGain >= OK_FROM) {
      return Grade.OK;
    }
    return leastGain >= WIDE_FROM ? Grade.WIDE : Grade.REFUSED;
  }
}
