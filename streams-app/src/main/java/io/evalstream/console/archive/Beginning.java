package io.evalstream.console.archive;

/// The beginning of a text.
final class Beginning {

  private Beginning() {}

  /// At most as many characters, and no half of one.
  static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean within = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, within ? most - 1 : most);
  }
}
