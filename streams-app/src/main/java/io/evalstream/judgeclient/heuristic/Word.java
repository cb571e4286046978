package io.evalstream.judgeclient.heuristic;

/// A word of a text that carries content.
///
/// @param written as it stands in the text
/// @param stem what it shares with other forms of the same word
/// @param name written with a capital letter inside a sentence
record Word(String written, String stem, boolean name) {

  boolean isNumber() {
    return Character.isDigit(stem.charAt(0));
  }
}
