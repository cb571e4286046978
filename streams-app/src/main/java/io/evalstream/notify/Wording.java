package io.evalstream.notify;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Numbers and times as people read them.
final class Wording {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final long MANY = 1_000_000_000;

  private Wording() {}

  /// A share as a number of percent, without the sign: `12.5`, `0.04`.
  static String percent(double share) {
    double percent = share * 100;
    boolean tiny = percent > 0 && percent < 1;
    return String.format(Locale.ROOT, tiny ? "%.2f" : "%.1f", percent);
  }

  /// The same, as it would be written by hand: `5`, `2.5`.
  static String roundPercent(double share) {
    if (!Double.isFinite(share)) {
      return "?";
    }
    return BigDecimal.valueOf(share)
        .movePointRight(2)
        .setScale(3, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /// `43,200`
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// Odds to one: `3.2`, `43,200`. What is beyond a billion says no more than that.
  static String odds(double odds) {
    if (!(odds < MANY)) {
      return "more than " + count(MANY);
    }
    return odds < 10 ? times(odds) : count(Math.round(roundedToThreeDigits(odds)));
  }

  private static double roundedToThreeDigits(double value) {
    return new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_UP)).doubleValue();
  }

  /// How many times something is: `2.5`, `40`.
  static String times(double times) {
    return times < 10 ? String.format(Locale.ROOT, "%.1f", times) : count(Math.round(times));
  }

  /// As it would be written by hand: `1`, `0.5`.
  static String number(double number) {
    return BigDecimal.valueOf(number)
        .setScale(3, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /// With a capital at its beginning.
  static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int second = text.offsetByCodePoints(0, 1);
    return text.substring(0, second).toUpperCase(Locale.ROOT) + text.substring(second);
  }

  static String time(Instant time) {
    return MINUTES.format(time);
  }

  /// The two largest units: `2 h 5 min`, `45 s`; nothing is shorter than `0 s`.
  static String duration(Duration duration) {
    List<String> parts = new ArrayList<>();
    add(parts, duration.toDaysPart(), "d");
    add(parts, duration.toHoursPart(), "h");
    add(parts, duration.toMinutesPart(), "min");
    add(parts, duration.toSecondsPart(), "s");
    return parts.isEmpty() ? "0 s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit);
    }
  }
}
