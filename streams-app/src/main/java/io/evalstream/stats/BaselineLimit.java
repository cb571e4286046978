package io.evalstream.stats;

import java.util.OptionalDouble;

/// A limit that is clearly above what was normal, for telling with a [SequentialTest] that a rate
/// has risen.
///
/// *When to use:* where no limit is set and a rate is held against its own past. The past must end
/// before what it is compared with begins, and must not grow while there is evidence of a rise.
///
/// *How it works:* the limit is the upper end of the 99.9 % interval of the past, or some share
/// more than its rate where that is higher. A rate that stays as it was is not taken for worse
/// because the past was lucky, and a small rise is nobody's alarm. The interval is that of [Wilson]
/// on the effective size.
///
/// *Guarantees:* the limit lies in [0.0001, 0.9], so a test can be made of it. A past that rises
/// slowly takes the limit with it: have a fixed limit too.
public final class BaselineLimit {

  /// What a rise of a rate has to exceed to count, as a share of the rate.
  public static final double TENTH = 0.1;

  private static final double LEAST = 1e-4;
  private static final double MOST = 0.9;

  private BaselineLimit() {}

  /// The limit for verdicts that do not depend on each other; empty when there are none.
  ///
  /// @param delta how much more than the rate is still normal, as a share of it, from 0; usually
  ///   [#TENTH]
  public static OptionalDouble above(RateSums baseline, double delta) {
    return above(baseline, delta, 1);
  }

  /// The limit; empty when there are no verdicts.
  ///
  /// @param delta how much more than the rate is still normal, as a share of it, from 0
  /// @param deff design effect, see [RateSums#estimate(double, double, boolean)]
  public static OptionalDouble above(RateSums baseline, double delta, double deff) {
    if (!(0 <= delta && delta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("delta must be a number from 0, was " + delta);
    }
    RateEstimate past = baseline.estimate(Normal.Z_999_ONE_SIDED, deff, false);
    return past.rate() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Math.clamp(Math.max((1 + delta) * past.rate(), past.high()), LEAST, MOST));
  }
}
