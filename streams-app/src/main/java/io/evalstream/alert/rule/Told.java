package io.evalstream.alert.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What people have been told of an alert that fires.
///
/// @param at when they were last told; null when they were not
/// @param reminders that they got since
/// @param channels that told them: who hears that it fires hears of the end
public record Told(@Nullable Instant at, int reminders, List<String> channels) {

  static final Told NOTHING = new Told(null, 0, List.of());

  public Told {
    channels = List.copyOf(channels);
  }

  static Told first(Instant now, List<String> channels) {
    return new Told(now, 0, channels);
  }

  boolean isDue(@Nullable Duration repeatEvery, Instant now) {
    return at == null || (repeatEvery != null && !now.isBefore(at.plus(repeatEvery)));
  }

  Told again(Instant now, List<String> more) {
    Set<String> all = new LinkedHashSet<>(channels);
    all.addAll(more);
    return at == null ? first(now, more) : new Told(now, reminders + 1, List.copyOf(all));
  }
}
