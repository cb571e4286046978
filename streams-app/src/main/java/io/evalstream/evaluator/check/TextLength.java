package io.evalstream.evaluator.check;

import io.evalstream.config.Section;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// The text has at least and at most so many characters or words.
///
/// @param min the least length that passes
/// @param max the largest length that passes
record TextLength(int min, int max, Unit unit) implements Check {

  private static final int MOST = 1_000_000;

  /// What is counted.
  enum Unit {
    /// Unicode code points.
    CHARACTERS(text -> text.codePointCount(0, text.length())),
    /// Runs of anything but white space.
    WORDS(text -> text.isBlank() ? 0 : text.strip().split("\\s+").length);

    private final ToIntFunction<String> length;

    Unit(ToIntFunction<String> length) {
      this.length = length;
    }

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Map<String, Unit> UNITS =
      Map.of("characters", Unit.CHARACTERS, "words", Unit.WORDS);

  /// Keys: `min` and `max` (0 to 1000000, one or both), `unit` (characters, the default, or words).
  static TextLength read(Section section) {
    if (!section.has("min") && !section.has("max")) {
      section.problem("", "must have min, max, or both", null);
    }
    int min = section.integer("min", 0, 0, MOST);
    int max = section.integer("max", MOST, 0, MOST);
    if (min > max) {
      section.problem("max", "must not be below min, " + min, "" + max);
    }
    return new TextLength(min, max, section.oneOf("unit", UNITS, Unit.CHARACTERS));
  }

  @Override
  public Kind kind() {
    return Kind.LENGTH;
  }

  @Override
  public Map<String, String> parameters() {
    return new TreeMap<>(Map.of("min", "" + min, "max", "" + max, "unit", unit.wireName()));
  }

  @Override
  public Finding find(String text, String beside) {
    int length = unit.length.applyAsInt(text);
    return new Finding(
        length >= min && length <= max,
        "%d %s, %d to %d are wanted".formatted(length, unit.wireName(), min, max));
  }
}
