package io.evalstream.evaluator.check;

import java.util.Map;

/// A rule that a text keeps or breaks. The same texts always give the same finding.
///
/// Safe for use by many threads at once.
public sealed interface Check
    permits ExactMatch, RegexMatch, JsonValid, ContainsCitation, TextLength {

  /// What the rule is called in definitions.
  Kind kind();

  /// What it was told, in a fixed order; with the kind it decides what is found.
  Map<String, String> parameters();

  /// How many characters the judged text may have.
  default int longestText() {
    return Integer.MAX_VALUE;
  }

  /// @param text what is judged
  /// @param beside the text of the field that the kind needs beside it, else empty
  Finding find(String text, String beside);
}
