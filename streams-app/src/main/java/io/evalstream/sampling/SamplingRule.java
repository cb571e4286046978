package io.evalstream.sampling;

import io.evalstream.config.Section;
import io.evalstream.trace.TraceFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Traces that match are sampled at a rate.
///
/// @param when which traces
/// @param rate probability in [0, 1]
record SamplingRule(TraceFilter when, double rate) {

  SamplingRule {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("sampling rate must be in [0, 1], was " + rate);
    }
  }

  boolean matches(Map<String, String> facts) {
    return when.matches(facts);
  }

  /// Reads `key` of an app: a list of rules, the first match wins. Absent: everything.
  static List<SamplingRule> readAll(Section app, String key) {
    List<SamplingRule> rules = new ArrayList<>();
    for (Section section : app.sections(key)) {
      rules.add(new SamplingRule(TraceFilter.read(section), section.requiredNumber("rate", 0, 1)));
    }
    if (rules.isEmpty()) {
      return List.of(new SamplingRule(TraceFilter.ALL, 1));
    }
    TraceFilter last = rules.getLast().when;
    if (!last.equals(TraceFilter.ALL)) {
      app.problem(
          key,
          "must end with a rule without 'when', so that every trace has a rate",
          "a last rule with when " + last.facts());
    }
    return rules;
  }
}
