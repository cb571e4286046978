package io.evalstream.sampling;

import io.evalstream.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Traces that match are sampled at a rate.
///
/// @param when facts that must hold, all of them; empty matches everything
/// @param rate probability in [0, 1]
record SamplingRule(Map<String, String> when, double rate) {

  private static final List<String> FACTS = List.of("feedback", "model", "prompt_version");
  private static final String ATTRIBUTE = "attributes.";

  SamplingRule {
    when = Map.copyOf(when);
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("sampling rate must be in [0, 1], was " + rate);
    }
  }

  boolean matches(Map<String, String> facts) {
    return when.entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(facts.get(wanted.getKey())));
  }

  /// Reads `key` of an app: a list of rules, the first match wins. Absent: everything.
  static List<SamplingRule> readAll(Section app, String key) {
    List<SamplingRule> rules = new ArrayList<>();
    for (Section section : app.sections(key)) {
      Map<String, String> when = section.entries("when");
      when.keySet().stream()
          .filter(fact -> !FACTS.contains(fact) && !fact.startsWith(ATTRIBUTE))
          .forEach(
              fact ->
                  section.problem(
                      "when",
                      "must name feedback, model, prompt_version or attributes.NAME",
                      fact));
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
