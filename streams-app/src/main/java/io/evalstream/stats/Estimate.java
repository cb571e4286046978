package io.evalstream.stats;

/// A number that was estimated, and its 95 % interval.
///
/// @param low at most `value`; without an interval, negative infinity
/// @param high at least `value`; without an interval, infinity
public record Estimate(double value, double low, double high) {

  public Estimate {
    if (!(low <= value && value <= high)) {
      throw new IllegalArgumentException(
          "an estimate lies within its interval, was %s in [%s, %s]".formatted(value, low, high));
    }
  }

  /// A number whose interval cannot be told.
  static Estimate withoutInterval(double value) {
    return new Estimate(value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  public boolean hasInterval() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  static Estimate share(double value, double n) {
    Interval interval = Wilson.interval(value, n, Normal.Z_95);
    return new Estimate(value, interval.low(), interval.high());
  }
}
