package io.evalstream.alert.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// An alert and its time.
final class Life {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final Cadence MINUTES = new Cadence(Duration.ofMinutes(1), Duration.ofMinutes(1));

  private final Alarm alarm;
  private final List<Change> changes = new ArrayList<>();
  private Instant now = NOON;
  private Muting muting = Muting.NONE;
  private int traces;

  Life(Condition condition, Method method) {
    this(rule(condition, method));
  }

  Life(AlertRule rule) {
    alarm = new Alarm(rule, MINUTES, Journal.NONE, NOON);
  }

  static AlertRule rule(Condition condition, Method method) {
    return new AlertRule(
        "r",
        "toxicity",
        null,
        "all",
        condition,
        method,
        Duration.ofMinutes(5),
        null,
        List.of("slack"));
  }

  Life muted(Muting reason) {
    muting = reason;
    return this;
  }

  /// As many minutes with as many labels each.
  Life minutes(int minutes, long n, long failing) {
    return minutes(minutes, 1, n, failing);
  }

  Life minutes(int minutes, double probability, long n, long failing) {
    for (int minute = 0; minute < minutes; minute++) {
      alarm.hear(probability, n, failing, now);
      look();
    }
    return this;
  }

  Life hears(Sighting seen) {
    alarm.hear(seen, now);
    return this;
  }

  Life judged(String label, boolean failing, String version) {
    return hears(new Sighting("t-" + traces++, "judged", label, failing, "gpt", version, 1, null));
  }

  Life ended(String outcome) {
    return hears(new Sighting("t-" + traces++, outcome, null, null, null, null, 1, null));
  }

  Life traffic(long events) {
    alarm.hearTraffic(events, now, now);
    return this;
  }

  /// Lets a minute pass and looks.
  Life look() {
    now = now.plus(Duration.ofMinutes(1));
    alarm.look(now, muting).ifPresent(changes::add);
    return this;
  }

  Life looks(int times) {
    for (int i = 0; i < times; i++) {
      look();
    }
    return this;
  }

  Alarm alarm() {
    return alarm;
  }

  Instant now() {
    return now;
  }

  List<Change> changes() {
    return changes;
  }

  List<String> states() {
    return changes.stream().map(Change::state).toList();
  }

  List<List<String>> channels() {
    return changes.stream().map(Change::channels).toList();
  }
}
