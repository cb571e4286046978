package io.evalstream.alert.simulate;

import java.util.List;

/// What is tried.
///
/// @param before rate before a jump or an incident, as a share of the limit
/// @param jumps factors of the limit that the rate jumps to
/// @param incident that ends
/// @param above factors of the limit that the rate stays at
/// @param volumes labels a minute
/// @param turns labels that come together and are the same; the volume counts each
/// @param days of one trial for alarms at a rate that stays
/// @param repetitions trials for alarms at a rate that stays
/// @param incidents trials for each jump, and for each end of the incident
public record Setting(
    Terms terms,
    double before,
    List<Double> jumps,
    Incident incident,
    List<Double> above,
    List<Integer> volumes,
    int turns,
    int days,
    int repetitions,
    int incidents,
    long seed) {

  public Setting {
    jumps = List.copyOf(jumps);
    above = List.copyOf(above);
    volumes = List.copyOf(volumes);
  }

  /// The rates without an incident: one that is well within the limit, and the limit itself.
  List<Double> quietRates() {
    return terms.baseline()
        ? List.of(terms.limit())
        : List.of(before * terms.limit(), terms.limit());
  }

  /// The rates that stay above. A baseline gets used to them.
  List<Double> ratesAbove() {
    return terms.baseline() ? List.of() : above.stream().map(this::rate).toList();
  }

  double rateBefore() {
    return terms.baseline() ? terms.limit() : before * terms.limit();
  }

  /// @param times factor of the limit
  double rate(double times) {
    return Math.min(1, times * terms.limit());
  }
}
