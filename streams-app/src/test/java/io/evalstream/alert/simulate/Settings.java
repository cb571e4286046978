package io.evalstream.alert.simulate;

import java.time.Duration;
import java.util.List;

/// Settings that tests speak of.
final class Settings {

  static final List<Integer> VOLUMES = List.of(10, 100, 1_000);
  static final List<Double> JUMPS = List.of(1.5, 2.0, 4.0);
  static final Incident NO_INCIDENT = new Incident(Duration.ofHours(3), 3, List.of());
  static final Incident THREE_HOURS = new Incident(Duration.ofHours(3), 3, List.of(0.8, 0.5));

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private Settings() {}

  static Terms limit(double limit, double falseAlarms, double deff) {
    return new Terms(
        false, limit, 0.1, falseAlarms, deff, FIVE_MINUTES, Duration.ZERO, FIVE_MINUTES);
  }

  static Terms baseline(double normal, double by) {
    return new Terms(true, normal, by, 1, 1, FIVE_MINUTES, Duration.ZERO, FIVE_MINUTES);
  }

  /// Jumps and a month without.
  static Setting jumps(Terms terms, List<Integer> volumes, int months, int jumps) {
    return new Setting(terms, 0.8, JUMPS, NO_INCIDENT, List.of(), volumes, 1, 30, months, jumps, 1);
  }

  /// Months without a jump, in which labels of a conversation are the same.
  static Setting conversations(Terms terms, List<Integer> volumes, int turns, int months) {
    return new Setting(
        terms, 0.8, List.of(), NO_INCIDENT, List.of(), volumes, turns, 30, months, 1, 1);
  }
}
