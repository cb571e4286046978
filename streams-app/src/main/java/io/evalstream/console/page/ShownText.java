package io.evalstream.console.page;

/// Text of anybody as a page shows it: as text, whatever it is.
///
/// *How it works.* What HTML could read as markup is escaped. What cannot be seen, and yet turns
/// the direction of what stands around it or hides in it, becomes a mark that can be seen, such as
/// `[U+202E]`; line breaks and tabs stay. Joiners stay: scripts and emoji need them. What a form
/// sends back has no marks: it must be what it was.
final class ShownText {

  private ShownText() {}

  static String html(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(html, point));
    return html.toString();
  }

  /// The value of a field, as an attribute within quotation marks.
  static String attribute(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        case '\r' -> html.append("&#13;");
        case '\n' -> html.append("&#10;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }

  private static void append(StringBuilder html, int point) {
    switch (point) {
      case '&' -> html.append("&amp;");
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '"' -> html.append("&quot;");
      case '\'' -> html.append("&#39;");
      case '`' -> html.append("&#96;");
      case '=' -> html.append("&#61;");
      case '\n', '\t', '\r' -> html.append((char) point);
      default -> {
        if (isHidden(point)) {
          html.append("[U+").append(String.format("%04X", point)).append(']');
        } else {
          html.appendCodePoint(point);
        }
      }
    }
  }

  /// Characters without a shape of their own that change how others are read.
  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> !isJoiner(point);
      default -> false;
    };
  }

  private static boolean isJoiner(int point) {
    return point == 0x200C || point == 0x200D;
  }
}
