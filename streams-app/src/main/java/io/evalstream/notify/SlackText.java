package io.evalstream.notify;

import io.evalstream.trace.Opening;
import java.util.regex.Pattern;

/// Text from anywhere, made fit for a message of Slack.
final class SlackText {

  private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cc}\\u2028\\u2029]+");

  /// What turns the direction of the words around it, or hides words from people. Joiners are
  /// needed by scripts and emoji.
  private static final Pattern HIDDEN =
      Pattern.compile("[\\p{Cf}\\p{Cs}\\x{E0000}-\\x{E0FFF}&&[^\\u200C\\u200D]]+");

  /// What is behind it is not looked at: no message shows that much.
  private static final int LONGEST = 20_000;

  private SlackText() {}

  /// One line without Slack's control characters, so that no name becomes a mention or a link, and
  /// without characters that cannot be seen.
  ///
  /// Cut between code points to at most `limit` characters, counted after escaping and in UTF-16,
  /// the longest way to count.
  static String line(String raw, int limit) {
    String line = oneLine(raw);
    StringBuilder fitted = new StringBuilder(Math.min(line.length(), limit));
    int[] points = line.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      String next = escaped(points[i]);
      boolean last = i == points.length - 1;
      if (fitted.length() + next.length() + (last ? 0 : 1) > limit) {
        return fitted.append('…').toString();
      }
      fitted.append(next);
    }
    return fitted.toString();
  }

  /// One line, without characters that cannot be seen.
  static String oneLine(String raw) {
    return BREAKS.matcher(visible(raw)).replaceAll(" ").strip();
  }

  /// Without characters that cannot be seen.
  static String visible(String raw) {
    return HIDDEN.matcher(Opening.marked(raw, LONGEST)).replaceAll("");
  }

  /// A URL without Slack's control characters.
  static String escape(String raw) {
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "%7C");
  }

  private static String escaped(int point) {
    return switch (point) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      default -> Character.toString(point);
    };
  }
}
