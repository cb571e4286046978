package io.evalstream.config;

import org.jspecify.annotations.Nullable;

/// One thing that is wrong with the configuration, told so that a person can mend it.
///
/// @param path which key, such as `alerts[0].above`; empty for the whole file
/// @param rule what must hold, such as `must be in (0, 1)`; a rule that opens with "must" reads on
///   from the path
/// @param was the value that broke the rule, as it should be shown
/// @param hint a next step, as a sentence
public record Problem(String path, String rule, @Nullable String was, @Nullable String hint) {

  private static final String SENTENCE = "must ";

  /// As one line: `alerts[0].above must be in (0, 1), was 5`.
  @Override
  public String toString() {
    var line = new StringBuilder(path);
    if (!path.isEmpty()) {
      line.append(rule.startsWith(SENTENCE) ? " " : ": ");
    }
    line.append(rule);
    if (was != null) {
      line.append(", was ").append(was);
    }
    if (hint != null) {
      line.append(". ").append(hint);
    }
    return line.toString();
  }
}
