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
public record CorrectedRate(@Nullable Double value, Interval interval) {

  private static final CorrectedRate UNKNOWN = new CorrectedRate(null, Interval.UNKNOWN);

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

    private boolean isEmpty() {
      return failing == 0 || passing == 0;
    }

    /// Sensitivity and specificity above chance, in [-1, 1].
    private double gain() {
      return (double) hits / failing + (double) passes / passing - 1;
    }
  }

  /// Corrects a rate.
  ///
  /// @param rate of failing labels
  /// @param effectiveN of that rate
  public static CorrectedRate of(@Nullable Double rate, double effectiveN, Benchmark benchmark) {
    if (rate == null || effectiveN <= 0 || benchmark.isEmpty() || benchmark.gain() <= 0) {
      return UNKNOWN;
    }
    double specificity = (double) benchmark.passes / benchmark.passing;
    double value = clip((rate + specificity - 1) / benchmark.gain());
    return new CorrectedRate(value, interval(rate, effectiveN, benchmark));
  }

  private static Interval interval(double rate, double n, Benchmark benchmark) {
    double z = Normal.Z_95;
    double z2 = z * z;
    double failing = benchmark.failing + 2.0;
    double passing = benchmark.passing + 2.0;
    double sensitivity = (benchmark.hits + 1) / failing;
    double specificity = (benchmark.passes + 1) / passing;
    double gain = sensitivity + specificity - 1;
    if (gain <= 0) {
      return Interval.UNKNOWN;
    }
    double raw = (rate * n + z2 / 2) / (n + z2);
    double centre = (raw + specificity - 1) / gain;
    double ofSensitivity = sensitivity * (1 - sensitivity) / failing;
    double ofSpecificity = specificity * (1 - specificity) / passing;
    double error =
        Math.sqrt(
                raw * (1 - raw) / (n + z2)
                    + ofSensitivity * centre * centre
                    + ofSpecificity * (1 - centre) * (1 - centre))
            / gain;
    double shift = 2 * z2 * (centre * ofSensitivity - (1 - centre) * ofSpecificity);
    return new Interval(clip(centre + shift - z * error), clip(centre + shift + z * error));
  }

  private static double clip(double share) {
    return Math.clamp(share, 0.0, 1.0);
  }
}
