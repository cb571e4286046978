package io.evalstream.stats;

/// A range of shares, ends included.
///
/// @param low in [0, high]
/// @param high in [low, 1]
public record Interval(double low, double high) {

  /// What is known of a share that nothing has been seen of.
  public static final Interval UNKNOWN = new Interval(0, 1);

  public Interval {
    if (!(0 <= low && low <= high && high <= 1)) {
      throw new IllegalArgumentException(
          "interval must lie in order within [0, 1], was [" + low + ", " + high + "]");
    }
  }
}
