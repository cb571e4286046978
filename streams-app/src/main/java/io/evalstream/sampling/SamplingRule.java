package io.evalstream.sampling;

import io.evalstream.config.Section;
import io.evalstream.trace.TraceFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Traces that match are sampled at a rate.
///
/// @param when facts that must hold, all of them; empty matches everything
/// @param rate probability in [0, 1]
record SamplingRule(Map<String, String> when, double rate) {

  SamplingRule {
    when = Map.copyOf(when);
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("sampling rate must be in [0, 1], was " + rate);
    }
  }

  boolean matches(Map<String, String> facts) {
    return new TraceFilter(when).matches(facts);
  }

  /// Reads `key` of an app: a list of rules, the first match wins. Absent: everything.
  static List<SamplingRule> readAll(Section app, String key) {
    List<SamplingRule> rules = new ArrayList<>();
    for (Section section : app.sections(key)) {
      Map<String, String> when = TraceFilter.read(section).facts();
      rules.add(new SamplingRule(when, section.requiredNumber("rate", 0, 1)));
    }
    if (rules.isEmpty()) {
      return List.of(new SamplingRule(Map.of(), 1));
    }
    if (!rules.getLast().when.isEmpty()) {
      app.problem(
          key,
          "must end with a rule without 'when', so that every trace has a rate",
          "a last rule with when " + rules.getLast().when);
    }
    return rules;
  }
}
