package io.evalstream.trace;

/// The beginning of a text from anywhere, cut between code points: half of a pair of surrogates is
/// no character, and does not come out of a store as it went in.
public final class Opening {

  private Opening() {}

  /// At most `longest` characters.
  public static String of(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean cutsPair = longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, cutsPair ? longest - 1 : longest);
  }

  /// At most `longest` characters, from 1, with a mark where something is missing.
  public static String marked(String text, int longest) {
    return text.length() <= longest ? text : of(text, longest - 1) + '…';
  }
}
