package io.evalstream.evaluator.check;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.evalstream.config.Section;
import java.util.Map;
import java.util.TreeMap;

/// A pattern is found somewhere in the text, or nowhere.
///
/// The syntax is RE2's: no backreferences and no looking around, and therefore the time grows with
/// the length of the text and not faster, whatever the pattern and the text are. It also grows with
/// the size of the compiled pattern, so that is bounded, and so is the text.
///
/// @param must the pattern has to be found; otherwise it must not
record RegexMatch(Pattern pattern, boolean must) implements Check {

  private static final int LONGEST_PATTERN = 1_000;
  private static final int LARGEST_PROGRAM = 1_000;
  private static final int LONGEST_TEXT = 100_000;
  private static final Pattern NOTHING = Pattern.compile("");
  private static final Map<String, Boolean> CHOICES = Map.of("must", true, "must_not", false);

  /// Keys: `pattern`, and `match`: `must` (the default) or `must_not`.
  static RegexMatch read(Section section) {
    return new RegexMatch(
        pattern(section, section.string("pattern")), section.oneOf("match", CHOICES, true));
  }

  private static Pattern pattern(Section section, String pattern) {
    if (pattern.length() > LONGEST_PATTERN) {
      section.problem(
          "pattern",
          "must have at most " + LONGEST_PATTERN + " characters",
          pattern.length() + " characters");
      return NOTHING;
    }
    if (CountedRepeats.areNested(pattern)) {
      section.problem("pattern", "must not repeat by count what is repeated by count", pattern);
      return NOTHING;
    }
    try {
      return sized(section, Pattern.compile(pattern));
    } catch (PatternSyntaxException e) {
      section.problem(
          "pattern",
          "must be a regular expression of RE2 (%s: %s)"
              .formatted(e.getDescription(), e.getPattern()),
          pattern);
      return NOTHING;
    }
  }

  private static Pattern sized(Section section, Pattern pattern) {
    if (pattern.programSize() <= LARGEST_PROGRAM) {
      return pattern;
    }
    section.problem(
        "pattern",
        "must be simpler: at most " + LARGEST_PROGRAM + " steps when its counts are written out",
        pattern.programSize() + " steps");
    return NOTHING;
  }

  @Override
  public Kind kind() {
    return Kind.REGEX;
  }

  @Override
  public Map<String, String> parameters() {
    return new TreeMap<>(Map.of("pattern", pattern.pattern(), "match", must ? "must" : "must_not"));
  }

  @Override
  public int longestText() {
    return LONGEST_TEXT;
  }

  @Override
  public Finding find(String text, String beside) {
    Matcher matcher = pattern.matcher(text);
    boolean found = matcher.find();
    return new Finding(
        found == must,
        found
            ? "the pattern is found at character " + (matcher.start() + 1)
            : "the pattern is not found");
  }
}
