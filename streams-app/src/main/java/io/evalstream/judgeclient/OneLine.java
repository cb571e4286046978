package io.evalstream.judgeclient;

/// Foreign text made fit for one line of a log or an error.
final class OneLine {

  private OneLine() {}

  static String of(String text, int longest) {
    return cut(text.strip().replaceAll("[\\s\\p{Cntrl}]+", " "), longest);
  }

  /// At most `longest` characters, with a mark where something is missing.
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + '…';
  }
}
