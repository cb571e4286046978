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
/// Events are told of some seconds after they came, and the labels of some may have come before
/// that. So events count when the first of those that are told of together came after the last
/// label; others may have been judged. It may thus fire up to two such waits late, and never on
/// events that were judged already.
///
/// @param firstAt when the first events that no label came after were told of; null without one
/// @param lastAt when events were last told of; null before the first
/// @param events that no label came after
/// @param labelAt when the last label came; null before the first
/// @param least decides how many labels were to be expected
public record Absence(
    @Nullable Instant firstAt,
    @Nullable Instant lastAt,
    long events,
    @Nullable Instant labelAt,
    LeastProbability least) {

  static final Absence NONE = new Absence(null, null, 0, null, LeastProbability.UNKNOWN);

  // The chance that a sample with this many expected is empty is 0.00005.
  private static final double EXPECTED = 10;

  /// @param since when the first of the `count` events came
  /// @param time after that long without an event it is about those that come next
  Absence plusTraffic(long count, Instant since, Duration time, Instant now) {
    boolean anew = firstAt == null || lastAt == null || !lastAt.isAfter(now.minus(time));
    Instant first = anew ? null : firstAt;
    long before = anew ? 0 : events;
    return mayBeJudged(since)
        ? new Absence(first, now, before, labelAt, least)
        : new Absence(first == null ? now : first, now, before + count, labelAt, least);
  }

  private boolean mayBeJudged(Instant since) {
    return labelAt != null && !since.isAfter(labelAt);
  }

  Absence plusLabel(double probability, Instant now) {
    LeastProbability seen = least.next(now.toEpochMilli()).with(probability);
    return new Absence(null, lastAt, 0, now, seen);
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
