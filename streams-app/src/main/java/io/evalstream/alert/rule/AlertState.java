package io.evalstream.alert.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where an alert stands, in Prometheus's words.
public sealed interface AlertState {

  /// The condition does not hold.
  record Inactive(Instant since) implements AlertState {}

  /// The condition holds, not yet for long enough.
  record Pending(Instant since) implements AlertState {}

  /// The condition has held for long enough.
  ///
  /// @param clearSince since when the rate is back within the limit; null while it is not
  record Firing(Instant since, @Nullable Instant clearSince) implements AlertState {}

  /// What a look says of the condition.
  enum Reading {
    /// It holds.
    ABOVE,
    /// It may hold.
    UNCLEAR,
    /// It does not hold.
    WITHIN,
    /// Too few labels to say.
    UNKNOWN,
    /// No label at all: nothing is left that could fail.
    SILENT
  }

  /// How long a reading has to last.
  ///
  /// @param toFire until the alert fires
  /// @param toResolve until it resolves
  record Waits(Duration toFire, Duration toResolve) {

    static final Waits NONE = new Waits(Duration.ZERO, Duration.ZERO);
  }

  /// The state after a look.
  default AlertState after(Reading reading, Waits waits, Instant now) {
    return switch (this) {
      case Inactive inactive ->
          reading == Reading.ABOVE ? afterAbove(new Pending(now), waits, now) : inactive;
      case Pending pending ->
          reading == Reading.ABOVE ? afterAbove(pending, waits, now) : new Inactive(now);
      case Firing firing ->
          switch (reading) {
            case ABOVE, UNCLEAR -> new Firing(firing.since, null);
            case UNKNOWN -> firing;
            case WITHIN, SILENT -> afterWithin(firing, waits, now);
          };
    };
  }

  private static AlertState afterAbove(Pending pending, Waits waits, Instant now) {
    return lasted(pending.since, now, waits.toFire) ? new Firing(pending.since, null) : pending;
  }

  private static AlertState afterWithin(Firing firing, Waits waits, Instant now) {
    Instant clearSince = firing.clearSince == null ? now : firing.clearSince;
    return lasted(clearSince, now, waits.toResolve)
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
