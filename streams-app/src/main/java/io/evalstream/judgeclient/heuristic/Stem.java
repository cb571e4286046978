package io.evalstream.judgeclient.heuristic;

/// Cuts the common endings of English words, so that "answers", "answered" and "answer" are one.
///
/// Much lighter than Porter's stemmer: it may leave forms apart, and seldom joins strangers.
final class Stem {

  private static final String[] ENDINGS = {"ing", "edly", "ed", "ly", "es", "s"};

  private Stem() {}

  /// @param word in lower case
  static String of(String word) {
    return withoutDoubling(withoutE(withoutEnding(word)));
  }

  private static String withoutEnding(String word) {
    if (word.length() == 4 && isPlural(word)) {
      return word.substring(0, 3);
    }
    if (word.length() < 5 || word.endsWith("ss")) {
      return word;
    }
    if (word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + 'y';
    }
    for (String ending : ENDINGS) {
      if (word.endsWith(ending) && word.length() - ending.length() >= 3) {
        return word.substring(0, word.length() - ending.length());
      }
    }
    return word;
  }

  private static boolean isPlural(String word) {
    return word.endsWith("s") && !word.endsWith("ss");
  }

  private static String withoutE(String word) {
    return word.length() > 3 && word.endsWith("e") ? word.substring(0, word.length() - 1) : word;
  }

  /// "stopp" of "stopped" is "stop"; "tell", "pass" and "buzz" stay.
  private static String withoutDoubling(String word) {
    int last = word.length() - 1;
    boolean doubled = last >= 3 && word.charAt(last) == word.charAt(last - 1);
    return doubled && "lsz".indexOf(word.charAt(last)) < 0 ? word.substring(0, last) : word;
  }
}
