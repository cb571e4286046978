package io.evalstream.stats;

import org.jspecify.annotations.Nullable;

/// The rate of one window and how far to trust it.
///
/// The rate is Hajek's weighted mean [1]: it is never clearly worse than dividing by the number of
/// events, and counting successes instead of failures mirrors it. The interval is Wilson's on the
/// effective size.
///
/// [1] C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling (1992), chapter 5
///
/// @param n verdicts
/// @param rate in [0, 1]; null when there is no verdict
/// @param standardError of the rate; null when there is no verdict
/// @param effectiveN how many equally weighted, independent verdicts tell as much; for graded
///   scores it may exceed `n`
/// @param kishN effective size by the weights alone; `n` over it tells how uneven they are
/// @param interval of the rate; [0, 1] when there is no verdict
/// @param total estimated positives among all events, judged or not
public record RateEstimate(
    long n,
    @Nullable Double rate,
    @Nullable Double standardError,
    double effectiveN,
    double kishN,
    Interval interval,
    double total) {

  private static final double THIN_BELOW = 30;
  private static final double UNEVEN_ABOVE = 4;

  private static final RateEstimate NONE =
      new RateEstimate(0, null, null, 0, 0, Interval.UNKNOWN, 0);

  public double low() {
    return interval.low();
  }

  public double high() {
    return interval.high();
  }

  /// Whether the rate rests on so little that it should be shown faintly, and with its interval.
  public boolean isThin() {
    return effectiveN < THIN_BELOW;
  }

  /// Whether the weights are so uneven that the interval promises less than it should.
  public boolean isUneven() {
    return n > UNEVEN_ABOVE * kishN;
  }

  static RateEstimate of(RateSums sums, double z, double deff, boolean graded) {
    if (!(1 <= deff && deff < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("deff must be a number from 1, was " + deff);
    }
    if (sums.n() == 0) {
      return NONE;
    }
    double rate = Math.clamp(sums.a() / sums.w(), 0, 1);
    double size =
        (graded ? EffectiveSize.graded(sums, rate) : EffectiveSize.binary(sums, rate)) / deff;
    return new RateEstimate(
        sums.n(),
        rate,
        Math.sqrt(EffectiveSize.scatter(sums, rate) * deff) / sums.w(),
        size,
        EffectiveSize.kish(sums),
        Wilson.interval(rate, size, z),
        sums.a());
  }
}
