package io.evalstream.trace;

import io.evalstream.config.Section;
import java.util.List;
import java.util.Map;

/// Traces of which certain facts hold.
///
/// @param facts that must hold, all of them; empty matches everything
public record TraceFilter(Map<String, String> facts) {

  /// Matches everything.
  public static final TraceFilter ALL = new TraceFilter(Map.of());

  private static final List<String> NAMES = List.of("feedback", "model", "prompt_version");
  private static final String ATTRIBUTE = "attributes.";

  public TraceFilter {
    facts = Map.copyOf(facts);
  }

  /// Reads `when`: facts of the chat event and the values that they must have.
  public static TraceFilter read(Section section) {
    Map<String, String> when = section.entries("when");
    when.keySet().stream()
        .filter(fact -> !NAMES.contains(fact) && !fact.startsWith(ATTRIBUTE))
        .forEach(
            fact ->
                section.problem(
                    "when", "must name feedback, model, prompt_version or attributes.NAME", fact));
    return new TraceFilter(when);
  }

  public boolean matches(Map<String, String> ofTheTrace) {
    return facts.entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(ofTheTrace.get(wanted.getKey())));
  }
}
