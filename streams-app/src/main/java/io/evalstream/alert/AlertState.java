package io.evalstream.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where an alert stands, in Prometheus's words.
sealed interface AlertState {

  /// The condition does not hold.
  record Inactive(Instant since) implements AlertState {}

  /// The condition holds, not yet for long enough.
  record Pending(Instant since) implements AlertState {}

  /// The condition has held for long enough.
  ///
  /// @param clearSince since when the rate is back within the limit; null while it is not
  record Firing(Instant since, @Nullable Instant clearSince) implements AlertState {}

  /// What a look at the rate says of the limit.
  enum Reading {
    /// The lower end of its interval is above it.
    ABOVE,
    /// It is above, the lower end of its interval is not.
    UNCLEAR,
    /// At or under it.
    WITHIN,
    /// Too few labels to say.
    UNKNOWN,
    /// No label at all: nothing is left that could fail.
    SILENT
  }

  /// The state after a look.
  default AlertState after(Reading reading, AlertRule rule, Instant now) {
    return switch (this) {
      case Inactive inactive ->
          reading == Reading.ABOVE ? afterAbove(new Pending(now), rule, now) : inactive;
      case Pending pending ->
          reading == Reading.ABOVE ? afterAbove(pending, rule, now) : new Inactive(now);
      case Firing firing ->
          switch (reading) {
            case ABOVE, UNCLEAR -> new Firing(firing.since, null);
            case UNKNOWN -> firing;
            case WITHIN, SILENT -> afterWithin(firing, rule, now);
          };
    };
  }

  private static AlertState afterAbove(Pending pending, AlertRule rule, Instant now) {
    return lasted(pending.since, now, rule.pendingFor())
        ? new Firing(pending.since, null)
        : pending;
  }

  private static AlertState afterWithin(Firing firing, AlertRule rule, Instant now) {
    Instant clearSince = firing.clearSince == null ? now : firing.clearSince;
    return lasted(clearSince, now, rule.resolveAfter())
        ? new Inactive(clearSince)
        : new Firing(firing.since, clearSince);
  }

  private static boolean lasted(Instant since, Instant now, Duration time) {
    return Duration.between(since, now).compareTo(time) >= 0;
  }

  default String wireName() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  default Instant sinceWhen() {
    return switch (this) {
      case Inactive inactive -> inactive.since;
      case Pending pending -> pending.since;
      case Firing firing -> firing.since;
    };
  }
}
