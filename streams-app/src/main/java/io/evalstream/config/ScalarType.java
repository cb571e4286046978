package io.evalstream.config;

import io.evalstream.config.Reading.Breaks;
import io.evalstream.config.Reading.Fits;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What a scalar must look like to be read as a `T`, and the words for one that does not.
@FunctionalInterface
interface ScalarType<T> {

  Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  Pattern DECIMAL = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  Reading<T> read(String text);

  static ScalarType<String> text() {
    return Fits::new;
  }

  static ScalarType<String> filledText() {
    return text ->
        text.isBlank() ? new Breaks<>("must not be empty", null, null) : new Fits<>(text);
  }

  static ScalarType<Boolean> bool() {
    return text ->
        switch (text.toLowerCase(Locale.ROOT)) {
          case "true" -> new Fits<>(true);
          case "false" -> new Fits<>(false);
          default -> new Breaks<>("must be true or false", quoted(text), null);
        };
  }

  static ScalarType<Long> wholeNumber(long min, long max) {
    return text -> {
      if (!WHOLE.matcher(text).matches()) {
        return new Breaks<>("must be a whole number", quoted(text), null);
      }
      var value = new BigInteger(text);
      boolean inside =
          value.compareTo(BigInteger.valueOf(min)) >= 0
              && value.compareTo(BigInteger.valueOf(max)) <= 0;
      return inside
          ? new Fits<>(value.longValueExact())
          : new Breaks<>(wholeRange(min, max), text, null);
    };
  }

  static ScalarType<Double> number(double min, double max) {
    return number(value -> min <= value && value <= max, range(min, max));
  }

  static ScalarType<Double> share() {
    return number(value -> 0 < value && value <= 1, "must be in (0, 1]");
  }

  private static ScalarType<Double> number(Predicate<Double> inside, String rule) {
    return text -> {
      if (!DECIMAL.matcher(text).matches()) {
        return new Breaks<>("must be a number", quoted(text), null);
      }
      double value = Double.parseDouble(text);
      return Double.isFinite(value) && inside.test(value)
          ? new Fits<>(value)
          : new Breaks<>(rule, text, null);
    };
  }

  static ScalarType<Duration> duration(Duration min, Duration max) {
    return text -> {
      Duration value = DurationText.parse(text).orElse(null);
      if (value == null) {
        return DECIMAL.matcher(text).matches()
            ? new Breaks<>("must have a unit", text, "Add one of ms, s, m, h, d, such as 5s")
            : new Breaks<>(
                "must be a duration such as 500ms, 5s, 10m, 24h or 7d", quoted(text), null);
      }
      return min.compareTo(value) <= 0 && value.compareTo(max) <= 0
          ? new Fits<>(value)
          : new Breaks<>(range(DurationText.format(min), DurationText.format(max)), text, null);
    };
  }

  static <E> ScalarType<E> oneOf(Map<String, E> choices) {
    return text -> {
      E value = choices.get(text);
      // Sorted: the order of Map.of changes from run to run.
      var names = new TreeSet<>(choices.keySet());
      return value != null
          ? new Fits<>(value)
          : new Breaks<>(
              "must be one of " + String.join(", ", names),
              quoted(text),
              Nearest.to(text, names).map(near -> "Did you mean '" + near + "'?").orElse(null));
    };
  }

  private static String wholeRange(long min, long max) {
    return max == Integer.MAX_VALUE || max == Long.MAX_VALUE
        ? "must be at least " + min
        : range(Long.toString(min), Long.toString(max));
  }

  private static String range(double min, double max) {
    return max == Double.MAX_VALUE || max == Double.POSITIVE_INFINITY
        ? "must be at least " + shown(min)
        : range(shown(min), shown(max));
  }

  private static String range(String min, String max) {
    return "must be in [" + min + ", " + max + "]";
  }

  private static String shown(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }

  private static String quoted(String text) {
    return '"' + (text.length() <= 60 ? text : text.substring(0, 57) + "...") + '"';
  }
}
