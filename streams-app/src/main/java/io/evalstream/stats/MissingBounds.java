package io.evalstream.stats;

import org.jspecify.annotations.Nullable;

/// How much the verdicts that are missing could change a rate: its range when all of them had been
/// 0 or all had been 1 [1].
///
/// *When to use:* where judging was tried and failed. A rate leaves such events out, which is only
/// right if they fail as often as others.
///
/// *Guarantees:* the rate of all events, judged or not, is in the range, but for the luck of the
/// sample. It is no confidence interval.
///
/// [1] C. F. Manski, Partial identification with missing data, International Journal of Approximate
/// Reasoning 39 (2005), 151-165, <https://doi.org/10.1016/j.ijar.2004.10.006>
///
/// @param missing share of the weight that has no verdict, in [0, 1]; null when there are no events
/// @param range [0, 1] when there are no events
public record MissingBounds(@Nullable Double missing, Interval range) {

  private static final MissingBounds UNKNOWN = new MissingBounds(null, Interval.UNKNOWN);

  /// @param missingWeight sum of the weights of events without a verdict, from 0
  public static MissingBounds of(RateSums sums, double missingWeight) {
    if (!(0 <= missingWeight && missingWeight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "missingWeight must be a number from 0, was " + missingWeight);
    }
    double all = sums.w() + missingWeight;
    if (all == 0) {
      return UNKNOWN;
    }
    double low = Math.clamp(sums.a() / all, 0, 1);
    double high = Math.clamp((sums.a() + missingWeight) / all, low, 1);
    return new MissingBounds(missingWeight / all, new Interval(low, high));
  }
}
