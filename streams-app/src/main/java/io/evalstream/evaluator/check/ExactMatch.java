package io.evalstream.evaluator.check;

import io.evalstream.config.Section;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The text is the reference answer, letter by letter.
///
/// @param ignoreCase upper and lower case count as the same
/// @param ignoreWhitespace runs of white space count as one blank, and none at the ends
record ExactMatch(boolean ignoreCase, boolean ignoreWhitespace) implements Check {

  /// Keys: `ignore_case` and `ignore_whitespace`, both false by default.
  static ExactMatch read(Section section) {
    return new ExactMatch(
        section.bool("ignore_case", false), section.bool("ignore_whitespace", false));
  }

  @Override
  public Kind kind() {
    return Kind.EXACT_MATCH;
  }

  @Override
  public Map<String, String> parameters() {
    return new TreeMap<>(
        Map.of("ignore_case", "" + ignoreCase, "ignore_whitespace", "" + ignoreWhitespace));
  }

  @Override
  public Finding find(String text, String beside) {
    String given = plain(text);
    String wanted = plain(beside);
    if (given.equals(wanted)) {
      return Finding.passed("the same as the reference answer");
    }
    int at = 0;
    while (at < Math.min(given.length(), wanted.length())
        && given.charAt(at) == wanted.charAt(at)) {
      at++;
    }
    return Finding.failed(
        "differs from the reference answer from character %d on: %d characters instead of %d"
            .formatted(at + 1, given.length(), wanted.length()));
  }

  private String plain(String text) {
    String spaced = ignoreWhitespace ? text.strip().replaceAll("\\s+", " ") : text;
    return ignoreCase ? spaced.toLowerCase(Locale.ROOT) : spaced;
  }
}
