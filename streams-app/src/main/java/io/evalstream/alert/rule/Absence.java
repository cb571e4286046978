package io.evalstream.alert.rule;

import io.evalstream.alert.rule.AlertState.Reading;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Traffic since the last label.
///
/// A sample of few events may be empty by chance: nothing is absent before ten labels were to be
/// expected, by the least probability of sampling that labels had lately or the configuration
/// gives.
///
/// @param firstAt when the first event without a label after it came; null without one
/// @param lastAt when the last event came; null before the first
/// @param events without a label after them
/// @param least decides how many labels were to be expected
public record Absence(
    @Nullable Instant firstAt, @Nullable Instant lastAt, long events, LeastProbability least) {

  static final Absence NONE = new Absence(null, null, 0, LeastProbability.UNKNOWN);

  // The chance that a sample with this many expected is empty is 0.00005.
  private static final double EXPECTED = 10;

  /// @param time after that long without an event it is about those that come next
  Absence plusTraffic(long count, Duration time, Instant now) {
    boolean anew = firstAt == null || lastAt == null || !lastAt.isAfter(now.minus(time));
    return anew
        ? new Absence(now, now, count, least)
        : new Absence(firstAt, now, events + count, least);
  }

  Absence plusLabel(double probability, Instant now) {
    LeastProbability seen = least.next(now.toEpochMilli()).with(probability);
    return new Absence(null, lastAt, 0, seen);
  }

  /// @param configured least probability that the configuration gives
  Reading reading(Duration time, double configured, Instant now) {
    if (firstAt == null || lastAt == null) {
      return Reading.WITHIN;
    }
    Instant longAgo = now.minus(time);
    if (!lastAt.isAfter(longAgo)) {
      return Reading.SILENT;
    }
    boolean holds = !firstAt.isAfter(longAgo) && expected(configured) >= EXPECTED;
    return holds ? Reading.ABOVE : Reading.UNCLEAR;
  }

  private double expected(double configured) {
    double probability = Math.min(configured, Math.min(least.value(), least.open()));
    return events * probability;
  }
}
