package io.evalstream.stats;

import io.evalstream.stats.CorrectedRate.Benchmark;
import java.util.Optional;

/// How much the rate of one version differs from that of another, by verdicts of one judge.
///
/// *When to use:* `interval` for one look at a number of verdicts that was fixed before, and
/// `anytime` where people look again and again while verdicts come in.
///
/// *How it works:* the interval joins Wilson's of both rates [1], on effective sizes. The one for
/// any time is an asymptotic confidence sequence [2], narrowest near 2,000 verdicts per version. z
/// is that of the test with the pooled rate.
///
/// *Guarantees:* rates that are equal have 0 in `anytime` at all times with 95 %.
///
/// [1] R. G. Newcombe, Interval estimation for the difference between independent proportions,
/// Statistics in Medicine 17 (1998), 873-890, method 10
///
/// [2] I. Waudby-Smith et al., Time-uniform central limit theory and asymptotic confidence
/// sequences, <https://arxiv.org/abs/2103.06476>
///
/// @param interval 95 %
/// @param anytime 95 % at all times together
/// @param z how many standard errors the difference is from 0; 0 when both rates are 0 or 1
public record Difference(Estimate interval, Estimate anytime, double z) {

  private static final double ERROR = 0.05;
  private static final double NARROWEST_AT = 2_000;

  /// Rate of the first less that of the second; empty when one has no verdict.
  public static Optional<Difference> of(RateEstimate first, RateEstimate second) {
    Double a = first.rate();
    Double b = second.rate();
    return a == null || b == null
        ? Optional.empty()
        : Optional.of(of(a, first.effectiveN(), b, second.effectiveN()));
  }

  /// Rate of the first less that of the second.
  ///
  /// @param sizeA effective size of the first; above 0
  /// @param sizeB effective size of the second; above 0
  public static Difference of(double rateA, double sizeA, double rateB, double sizeB) {
    if (!(0 < sizeA && 0 < sizeB)) {
      throw new IllegalArgumentException("sizes must be above 0, was " + sizeA + " and " + sizeB);
    }
    double difference = rateA - rateB;
    Interval a = Wilson.interval(rateA, sizeA, Normal.Z_95);
    Interval b = Wilson.interval(rateB, sizeB, Normal.Z_95);
    double half = anytimeHalf(rateA, sizeA, rateB, sizeB);
    return new Difference(
        around(
            difference,
            Math.hypot(rateA - a.low(), b.high() - rateB),
            Math.hypot(a.high() - rateA, rateB - b.low())),
        around(difference, half, half),
        z(rateA, sizeA, rateB, sizeB));
  }

  private static double z(double rateA, double sizeA, double rateB, double sizeB) {
    double pooled = (rateA * sizeA + rateB * sizeB) / (sizeA + sizeB);
    double error = Math.sqrt(pooled * Math.max(0, 1 - pooled) * (1 / sizeA + 1 / sizeB));
    return error > 0 ? (rateA - rateB) / error : 0;
  }

  private static double anytimeHalf(double rateA, double sizeA, double rateB, double sizeB) {
    double variance = variance(rateA, sizeA) + variance(rateB, sizeB);
    double logs = -2 * Math.log(ERROR);
    double time = 2 / (1 / sizeA + 1 / sizeB) * (logs + Math.log(logs + 1)) / NARROWEST_AT;
    return Math.sqrt(variance * (time + 1) / time * 2 * Math.log(Math.sqrt(time + 1) / ERROR));
  }

  /// With one failing and one passing pseudo-verdict, so that it is above 0.
  private static double variance(double rate, double size) {
    double shrunk = (rate * size + 1) / (size + 2);
    return shrunk * (1 - shrunk) / size;
  }

  public double value() {
    return interval.value();
  }

  /// Two-sided: how likely a difference as large as this is when there is none.
  public double pValue() {
    return 2 * Normal.cdf(-Math.abs(z));
  }

  /// The difference of the true rates, by what a benchmark tells of the judge; empty when he does
  /// no better than chance in it. See [JudgeTrust] first.
  public Optional<Estimate> corrected(Benchmark benchmark) {
    return benchmark.isEmpty() || benchmark.gain() <= 0
        ? Optional.empty()
        : Optional.of(corrected(benchmark.gain(), JudgeError.of(benchmark).ofGain()));
  }

  /// The difference of the true rates: a judge who errs on both alike makes it smaller by his gain
  /// over chance.
  ///
  /// @param gain sensitivity and specificity above chance, in (0, 1]
  /// @param ofGain standard error of the gain
  Estimate corrected(double gain, double ofGain) {
    if (!(0 < gain && gain <= 1 && 0 <= ofGain && ofGain < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "gain must be in (0, 1] and its error from 0, was " + gain + " and " + ofGain);
    }
    double error = Normal.Z_95 * value() * ofGain / (gain * gain);
    return around(
        value() / gain,
        Math.hypot((value() - interval.low()) / gain, error),
        Math.hypot((interval.high() - value()) / gain, error));
  }

  private static Estimate around(double value, double below, double above) {
    return new Estimate(clip(value), clip(value - below), clip(value + above));
  }

  private static double clip(double difference) {
    return Math.clamp(difference, -1.0, 1.0);
  }
}
