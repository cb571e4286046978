package io.evalstream.evaluator;

import java.util.List;

/// One of the answers that an evaluator allows.
///
/// @param name as judges give it and topics carry it
/// @param fails whether it counts into the eval rate as a failure
/// @param meaning one line that tells a judge when to choose it
/// @param aliases what other tools call the same answer
public record Label(String name, boolean fails, String meaning, List<String> aliases) {

  public Label {
    aliases = List.copyOf(aliases);
  }

  /// Whether `text` is the name or an alias, in any case.
  boolean answersTo(String text) {
    return name.equalsIgnoreCase(text) || aliases.stream().anyMatch(text::equalsIgnoreCase);
  }
}
