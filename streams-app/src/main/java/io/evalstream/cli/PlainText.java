package io.evalstream.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/// Text from outside as it may be printed: it cannot control a terminal, begin a line, or turn the
/// direction of what stands beside it.
final class PlainText {

  private static final int UNSHOWABLE = 0xFFFD;
  private static final Pattern UNSAFE_IN_JSON =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}&&[^\\n]]");

  private PlainText() {}

  /// One line; what cannot be shown is `�`, what is too long ends with `…`.
  ///
  /// @param longest in characters
  static String line(String text, int longest) {
    StringBuilder line = new StringBuilder();
    int[] points = text.codePoints().limit(longest + 1L).toArray();
    for (int i = 0; i < Math.min(points.length, longest); i++) {
      line.appendCodePoint(showable(points[i]) ? points[i] : UNSHOWABLE);
    }
    return points.length > longest ? line.append('…').toString() : line.toString();
  }

  private static boolean showable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// The same JSON with such characters escaped, which JSON itself asks of some only.
  static String json(String json) {
    return UNSAFE_IN_JSON.matcher(json).replaceAll(found -> escaped(found.group()));
  }

  private static String escaped(String character) {
    StringBuilder escaped = new StringBuilder();
    character
        .chars()
        .forEach(unit -> escaped.append(String.format(Locale.ROOT, "\\\\u%04x", unit)));
    return escaped.toString();
  }
}
