package io.evalstream.stats;

import org.jspecify.annotations.Nullable;

/// The rate that is behind the labels of a judge who errs: the share of failing answers, worked out
/// from the share of failing labels and from a benchmark that tells how often the judge is right.
///
/// The value is that of [1]; the interval, which knows that the benchmark is a sample too, is that
/// of [2]. It holds as far as the judge errs on the traffic as it did in the benchmark.
///
/// [1] W. J. Rogan, B. Gladen, Estimating prevalence from the results of a screening test, American
/// Journal of Epidemiology 107 (1978), 71-76
///
/// [2] Zs. Lang, J. Reiczigel, Confidence limits for prevalence of disease adjusted for estimated
/// sensitivity and specificity, Preventive Veterinary Medicine 113 (2014), 13-22,
/// <https://doi.org/10.1016/j.prevetmed.2013.09.015>
///
/// @param value null when the judge does no better than chance, or when nothing was judged
/// @param interval 95 %; [0, 1] when there is no value
/// @param trust whether to show it
public record CorrectedRate(@Nullable Double value, Interval interval, JudgeTrust trust) {

  /// How the judge did on answers whose true label is known.
  ///
  /// @param hits failing ones that it fails
  /// @param failing failing ones
  /// @param passes passing ones that it passes
  /// @param passing passing ones
  public record Benchmark(long hits, long failing, long passes, long passing) {

    public Benchmark {
      if (!(0 <= hits && hits <= failing && 0 <= passes && passes <= passing)) {
        throw new IllegalArgumentException(
            "a benchmark has no more hits than cases, was %d of %d and %d of %d"
                .formatted(hits, failing, passes, passing));
      }
    }

    boolean isEmpty() {
      return failing == 0 || passing == 0;
    }

    double sensitivity() {
      return (double) hits / failing;
    }

    double specificity() {
      return (double) passes / passing;
    }

    /// Sensitivity and specificity above chance, in [-1, 1].
    double gain() {
      return sensitivity() + specificity() - 1;
    }

    /// Half the width under which the interval of a corrected rate near 0 cannot fall, however much
    /// is judged; infinite for a judge no better than chance. More passing answers make it smaller.
    public double leastHalfWidth() {
      double error = Math.sqrt(specificity() * (1 - specificity()) / passing);
      return isEmpty() || gain() <= 0 ? Double.POSITIVE_INFINITY : Normal.Z_95 * error / gain();
    }
  }

  /// Corrects a rate.
  ///
  /// @param rate of failing labels
  /// @param effectiveN of that rate
  public static CorrectedRate of(@Nullable Double rate, double effectiveN, Benchmark benchmark) {
    JudgeTrust trust = JudgeTrust.of(benchmark);
    if (rate == null || effectiveN <= 0 || benchmark.isEmpty() || benchmark.gain() <= 0) {
      return new CorrectedRate(null, Interval.UNKNOWN, trust);
    }
    double value = clip((rate + benchmark.specificity() - 1) / benchmark.gain());
    Interval interval = interval(rate, effectiveN, JudgeError.of(benchmark));
    // Of a benchmark that is too small to be trusted, the interval may leave out the value.
    return new CorrectedRate(
        value,
        new Interval(Math.min(interval.low(), value), Math.max(interval.high(), value)),
        trust);
  }

  private static Interval interval(double rate, double n, JudgeError judge) {
    double gain = judge.gain();
    if (gain <= 0) {
      return Interval.UNKNOWN;
    }
    double z = Normal.Z_95;
    double z2 = z * z;
    double raw = (rate * n + z2 / 2) / (n + z2);
    double centre = (raw + judge.specificity() - 1) / gain;
    double ofFailing = centre * judge.ofSensitivity();
    double ofPassing = (1 - centre) * judge.ofSpecificity();
    double error =
        Math.sqrt(raw * (1 - raw) / (n + z2) + ofFailing * centre + ofPassing * (1 - centre))
            / gain;
    double shift = 2 * z2 * (ofFailing - ofPassing);
    return new Interval(clip(centre + shift - z * error), clip(centre + shift + z * error));
  }

  private static double clip(double share) {
    return Math.clamp(share, 0.0, 1.0);
  }
}
