package io.evalstream.console.page;

import io.evalstream.trace.Opening;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A text of any length as a page shows it: its beginning, and the rest when it is asked for.
///
/// @param opening what is seen at once
/// @param rest what comes after it; empty when that is all
/// @param more what says how much the rest is
/// @param cut says that the end is not on the page; null when it is
record LongText(String opening, String rest, String more, @Nullable String cut) {

  /// What a page shows of one text, in characters.
  static final int MOST = 100_000;

  private static final int LONGEST_OPENING = 700;
  private static final int MOST_LINES = 12;
  private static final int NOT_WORTH_HIDING = 250;

  static LongText of(String text) {
    return of(text, LONGEST_OPENING, MOST_LINES);
  }

  /// @param longest characters that are seen at once
  /// @param lines the same
  static LongText of(String text, int longest, int lines) {
    String shown = Opening.of(text, MOST);
    int end = end(shown, longest, lines);
    String rest = shown.substring(end);
    return rest.length() <= NOT_WORTH_HIDING && rest.lines().count() <= lines
        ? new LongText(shown, "", "", cut(text))
        : new LongText(shown.substring(0, end), rest, more(rest), cut(text));
  }

  /// What says that the end of a text is not shown; null when it is.
  static @Nullable String cut(String text) {
    return text.length() <= MOST
        ? null
        : "These are its first %s of %s characters."
            .formatted(grouped(Opening.of(text, MOST).length()), grouped(text.length()));
  }

  boolean isLong() {
    return !rest.isEmpty();
  }

  /// Between words, where there are any.
  private static int end(String text, int longest, int lines) {
    int end = Math.min(endOfLines(text, lines), Opening.of(text, longest).length());
    if (end == text.length()) {
      return end;
    }
    int space = end;
    while (space > end / 2 && !Character.isWhitespace(text.charAt(space))) {
      space--;
    }
    return Character.isWhitespace(text.charAt(space)) ? space : end;
  }

  private static int endOfLines(String text, int lines) {
    int at = -1;
    for (int line = 0; line < lines; line++) {
      at = text.indexOf('\n', at + 1);
      if (at < 0) {
        return text.length();
      }
    }
    return at;
  }

  private static String more(String rest) {
    return "Show the other " + grouped(rest.length()) + " characters";
  }

  private static String grouped(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
