package io.evalstream.alert.rule;

import java.time.Duration;
import java.time.Instant;

/// How often alerts are looked at.
///
/// @param every time between two looks; also the grain of what lies over the last minutes
/// @param step of a sequential test, not shorter than `every`
public record Cadence(Duration every, Duration step) {

  public static final Cadence DEFAULT = new Cadence(Duration.ofSeconds(10), Duration.ofMinutes(1));

  /// The bucket that the moment lies in, by the epoch millisecond at which it begins: it keeps its
  /// meaning when the cadence is changed.
  long bucketAt(Instant moment) {
    return begin(moment.toEpochMilli(), every);
  }

  long stepAt(Instant moment) {
    return begin(moment.toEpochMilli(), step);
  }

  private static long begin(long epochMillis, Duration length) {
    return epochMillis - Math.floorMod(epochMillis, length.toMillis());
  }
}
