package io.evalstream.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations as the configuration writes them: a whole number and one unit, such as `500ms`.
public final class DurationText {

  // Twelve digits of days still fit a Duration.
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\s*(ms|s|m|h|d)");

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private DurationText() {}

  public static Optional<Duration> parse(String text) {
    var form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    return form.matches()
        ? Optional.of(Duration.of(Long.parseLong(form.group(1)), unit(form.group(2))))
        : Optional.empty();
  }

  /// In the largest unit that tells it whole.
  public static String format(Duration duration) {
    for (String name : new String[] {"d", "h", "m", "s"}) {
      Duration unit = unit(name).getDuration();
      if (!duration.isZero() && duration.equals(unit.multipliedBy(duration.dividedBy(unit)))) {
        return duration.dividedBy(unit) + name;
      }
    }
    return duration.isZero() ? "0s" : duration.toMillis() + "ms";
  }

  private static ChronoUnit unit(String name) {
    return UNITS.getOrDefault(name, ChronoUnit.MILLIS);
  }
}
