package io.evalstream.console.page;

import io.evalstream.trace.Opening;
import java.util.ArrayList;
import java.util.List;

/// What a text quotes: the parts of it between quotation marks.
///
/// An apostrophe inside a word is none. What is left out by an ellipsis divides a quote in two.
final class Quotes {

  /// A longer quote is known by its beginning.
  static final int LONGEST = 400;

  private static final int SHORTEST = 4;
  private static final String OPENING = "\"'“‘„«`”’";

  private Quotes() {}

  /// @param open whether the text goes on where the quote ends
  record Quote(String text, boolean open) {}

  /// In their order, at most `most`.
  static List<Quote> of(String text, int most) {
    List<Quote> quotes = new ArrayList<>();
    int at = 0;
    while (at < text.length() && quotes.size() < most) {
      int end = opens(text, at) ? end(text, at) : -1;
      if (end < 0) {
        at++;
      } else {
        add(quotes, text.substring(at + 1, end));
        at = end + 1;
      }
    }
    return List.copyOf(quotes.subList(0, Math.min(most, quotes.size())));
  }

  private static boolean opens(String text, int at) {
    return OPENING.indexOf(text.charAt(at)) >= 0
        && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
  }

  /// Where the quote ends that begins at `from`; -1 when it does not.
  private static int end(String text, int from) {
    String closing = closing(text.charAt(from));
    int last = Math.min(text.length(), from + 4 * LONGEST);
    for (int at = from + 1; at < last; at++) {
      if (closing.indexOf(text.charAt(at)) >= 0
          && (at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1)))) {
        return at;
      }
    }
    return -1;
  }

  private static String closing(char opening) {
    return switch (opening) {
      case '“', '„', '”' -> "”“\"";
      case '‘', '’' -> "’‘'";
      case '«' -> "»";
      default -> String.valueOf(opening);
    };
  }

  private static void add(List<Quote> quotes, String quoted) {
    String[] parts = quoted.split("\\[?(?:…|\\.\\.\\.)]?", -1);
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].strip();
      boolean open = i + 1 < parts.length && parts[i + 1].isBlank();
      if (saysSomething(part)) {
        quotes.add(
            part.length() > LONGEST
                ? new Quote(Opening.of(part, LONGEST), true)
                : new Quote(part, open));
      }
    }
  }

  /// One word alone may stand anywhere; a number tells what is meant.
  private static boolean saysSomething(String part) {
    return part.chars().filter(Character::isLetterOrDigit).count() >= SHORTEST
        && part.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isDigit(c));
  }
}
