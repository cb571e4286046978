package io.evalstream.stats;

/// A number that was estimated, and its 95 % interval.
///
/// @param low at most `value`
/// @param high at least `value`
public record Estimate(double value, double low, double high) {

  public Estimate {
    if (!(low <= value && value <= high)) {
      throw new IllegalArgumentException(
          "an estimate lies within its interval, was %s in [%s, %s]".formatted(value, low, high));
    }
  }

  static Estimate share(double value, double n) {
    Interval interval = Wilson.interval(value, n, Normal.Z_95);
    return new Estimate(value, interval.low(), interval.high());
  }
}
