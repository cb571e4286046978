package io.evalstream.alert.rule;

import io.evalstream.alert.rule.AlertState.Firing;
import io.evalstream.alert.rule.AlertState.Inactive;
import io.evalstream.alert.rule.AlertState.Pending;
import io.evalstream.alert.rule.AlertState.Reading;
import io.evalstream.stats.EmbeddingDrift;
import java.time.Instant;

/// Where an alert stands that is decided by windows in a row.
///
/// @param streak windows in a row that speak for the next state
record EmbeddingCourse(AlertState state, int streak) {

  /// After a window.
  ///
  /// @param from its beginning
  EmbeddingCourse after(Reading reading, Instant from) {
    return switch (state) {
      case Inactive _ ->
          reading == Reading.ABOVE ? new EmbeddingCourse(new Pending(from), 1) : this;
      case Pending pending -> afterPending(pending, reading, from);
      case Firing firing -> afterFiring(firing, reading, from);
    };
  }

  private EmbeddingCourse afterPending(Pending pending, Reading reading, Instant from) {
    if (reading != Reading.ABOVE) {
      return new EmbeddingCourse(new Inactive(from), 0);
    }
    return isLast()
        ? new EmbeddingCourse(new Firing(pending.since(), null), 0)
        : new EmbeddingCourse(pending, streak + 1);
  }

  private EmbeddingCourse afterFiring(Firing firing, Reading reading, Instant from) {
    if (reading != Reading.WITHIN) {
      return new EmbeddingCourse(new Firing(firing.since(), null), 0);
    }
    Instant clear = firing.clearSince() == null ? from : firing.clearSince();
    return isLast()
        ? new EmbeddingCourse(new Inactive(clear), 0)
        : new EmbeddingCourse(new Firing(firing.since(), clear), streak + 1);
  }

  /// Whether one more is enough.
  private boolean isLast() {
    return streak + 1 >= EmbeddingDrift.WINDOWS;
  }

  boolean isInactive() {
    return state instanceof Inactive;
  }

  boolean isFiring() {
    return state instanceof Firing;
  }

  /// Whether it has the same name in topics.
  boolean isAs(EmbeddingCourse other) {
    return state.wireName().equals(other.state.wireName());
  }

  static EmbeddingCourse inactive(Instant since) {
    return new EmbeddingCourse(new Inactive(since), 0);
  }
}
