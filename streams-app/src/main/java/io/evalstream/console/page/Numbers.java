package io.evalstream.console.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers and times as people read them.
final class Numbers {

  /// For what is not known.
  static final String NONE = "–";

  private static final DateTimeFormatter TO_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final long MANY = 10_000;
  private static final int SECONDS_OF_A_DAY = 86_400;

  private Numbers() {}

  /// A time for people and for machines.
  ///
  /// @param iso for `<time datetime>`
  /// @param exact to the second
  record Moment(String iso, String text, String exact) {}

  /// `12.3 %`; of shares that are tiny, one digit more.
  static String percent(@Nullable Double share) {
    if (share == null || !Double.isFinite(share)) {
      return NONE;
    }
    return number(share * 100) + " %";
  }

  static String wholePercent(double share) {
    return Math.round(share * 100) + " %";
  }

  /// `5.2 to 9.6 %`
  static String interval(double low, double high) {
    return "%s to %s %%".formatted(number(low * 100), number(high * 100));
  }

  /// `7.1 % (95 %: 5.2 to 9.6 %)`
  static String percent(@Nullable Double share, double low, double high) {
    return share == null ? NONE : percent(share) + " (95 %: " + interval(low, high) + ")";
  }

  /// A difference of shares: `+3.1 points`, `−0.4 points`.
  static String points(double difference) {
    return signed(difference * 100) + " points";
  }

  /// `+3.1`, with a true minus.
  static String signed(double number) {
    String digits = String.format(Locale.ROOT, "%.1f", Math.abs(number));
    return digits.equals("0.0") ? "0.0" : (number < 0 ? "−" : "+") + digits;
  }

  /// A measure from 0 to 1 that is no share: `0.73`.
  static String measure(@Nullable Double value) {
    return value == null || !Double.isFinite(value)
        ? NONE
        : String.format(Locale.ROOT, "%.2f", value).replace('-', '−');
  }

  /// `43,200`
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// An effective size: whole, where that tells enough.
  static String size(double size) {
    return size < 10 && size != Math.rint(size)
        ? String.format(Locale.ROOT, "%.1f", size)
        : count(Math.round(size));
  }

  /// `$0.0031`, `$12.40`; small amounts to two digits that count.
  static String dollars(double dollars) {
    if (dollars == 0 || dollars >= 1) {
      return String.format(Locale.ROOT, "$%,.2f", dollars);
    }
    int digits = Math.clamp(1 - (int) Math.floor(Math.log10(dollars)), 2, 8);
    return "$" + String.format(Locale.ROOT, "%." + digits + "f", dollars);
  }

  /// `840 ms`, `2.4 s`, `3 min`
  static String latency(long millis) {
    if (millis < 1_000) {
      return millis + " ms";
    }
    return millis < MANY * 6
        ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0)
        : duration(Duration.ofMillis(millis));
  }

  /// The largest unit: `3 min`, `2 h`, `45 s`; where the next one matters, with it: `1 h 20 min`.
  static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min";
    }
    return seconds < SECONDS_OF_A_DAY
        ? two(seconds / 3_600, "h", seconds % 3_600 / 60, "min")
        : two(seconds / SECONDS_OF_A_DAY, "d", seconds % SECONDS_OF_A_DAY / 3_600, "h");
  }

  private static String two(long first, String unit, long second, String smaller) {
    return second == 0 ? first + " " + unit : first + " " + unit + " " + second + " " + smaller;
  }

  /// `3 min ago`
  static Moment ago(Instant time, Instant now) {
    Duration age = Duration.between(time, now);
    String text = age.toSeconds() < 1 && age.toSeconds() > -60 ? "just now" : words(age);
    return new Moment(time.toString(), text, TO_SECONDS.format(time));
  }

  private static String words(Duration age) {
    return age.isNegative() ? "in " + duration(age.negated()) : duration(age) + " ago";
  }

  /// The exact time.
  static Moment at(Instant time) {
    return new Moment(time.toString(), TO_SECONDS.format(time), TO_SECONDS.format(time));
  }

  /// `14:05`, in UTC.
  static String clock(Instant time) {
    return CLOCK.format(time);
  }

  private static String number(double percent) {
    boolean tiny = percent > 0 && percent < 0.1;
    return String.format(Locale.ROOT, tiny ? "%.2f" : "%.1f", percent);
  }
}
