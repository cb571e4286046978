package io.evalstream.app;

import io.evalstream.alert.DriftBoard;
import io.evalstream.alert.DriftSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// When a judge is to be asked golden rows again.
///
/// The time of the last round is kept in the state, so a restart or another instance does not ask
/// early. One that was tried and gave nothing waits as long as one that did.
///
/// *Threading:* one thread.
final class GoldenSchedule {

  private final Duration every;
  private final Map<DriftSubject, Instant> tried = new HashMap<>();

  GoldenSchedule(Duration every) {
    this.every = every;
  }

  /// Those that are due, which then count as tried.
  Set<DriftSubject> due(Collection<DriftSubject> subjects, DriftBoard board, Instant now) {
    Set<DriftSubject> due = new HashSet<>();
    for (DriftSubject subject : subjects) {
      Instant asked =
          board.standing(subject).map(DriftBoard.Standing::lastRoundAt).orElse(Instant.MIN);
      Instant since = later(asked, tried.getOrDefault(subject, Instant.MIN));
      if (since.equals(Instant.MIN) || !since.plus(every).isAfter(now)) {
        due.add(subject);
        tried.put(subject, now);
      }
    }
    return due;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
