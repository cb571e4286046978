package io.evalstream.alert.simulate;

import java.time.Duration;
import java.util.List;

/// What is tried.
///
/// @param baseline whether rules hold the rate against the day before, instead of the limit
/// @param limit of the rate; with `baseline` the rate that is normal
/// @param before rate before a jump, as a share of the limit
/// @param jumps factors of the limit that the rate jumps to
/// @param volumes labels a minute
/// @param days of one trial for false alarms
/// @param repetitions trials for false alarms
/// @param incidents trials for each jump
/// @param falseAlarms that a sequential rule may raise in 30 days
/// @param over how far the interval looks back
public record Setting(
    boolean baseline,
    double limit,
    double before,
    List<Double> jumps,
    List<Integer> volumes,
    int days,
    int repetitions,
    int incidents,
    double falseAlarms,
    Duration over,
    long seed) {

  public Setting {
    jumps = List.copyOf(jumps);
    volumes = List.copyOf(volumes);
  }

  /// The rates without an incident: one that is well within the limit, and the limit itself.
  List<Double> quietRates() {
    return baseline ? List.of(limit) : List.of(before * limit, limit);
  }

  double rateBefore() {
    return baseline ? limit : before * limit;
  }
}
