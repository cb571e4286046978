package io.evalstream.alert.rule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What people have been told of an alert that fires.
///
/// @param at when they were last told; null when they were not
/// @param reminders that they got since
public record Told(@Nullable Instant at, int reminders) {

  static final Told NOTHING = new Told(null, 0);

  static Told first(Instant now) {
    return new Told(now, 0);
  }

  boolean isDue(@Nullable Duration repeatEvery, Instant now) {
    return at == null || (repeatEvery != null && !now.isBefore(at.plus(repeatEvery)));
  }

  Told again(Instant now) {
    return at == null ? first(now) : new Told(now, reminders + 1);
  }
}
