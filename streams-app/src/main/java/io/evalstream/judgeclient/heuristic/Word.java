package io.evalstream.judgeclient.heuristic;

import java.util.Optional;

/// A word of a text that carries content.
///
/// @param written as it stands in the text
/// @param stem what it shares with other forms of the same word
/// @param name written with a capital letter inside a sentence
record Word(String written, String stem, boolean name) {

  boolean isNumber() {
    return Character.isDigit(stem.charAt(0));
  }

  /// The hour of a time of day as people say it: 5 of 17:30.
  Optional<String> hour() {
    int colon = isNumber() ? stem.indexOf(':') : -1;
    if (colon < 0) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(stem.substring(0, colon));
    return Optional.of(String.valueOf(hour > 12 ? hour - 12 : hour));
  }
}
