package io.evalstream.sampling;

import io.evalstream.config.Section;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the judgements of one app may take, of all instances together.
///
/// @param judgementsPerMinute null: any number
/// @param usdPerDay US dollars; null: any amount
public record Budget(@Nullable Double judgementsPerMinute, @Nullable Double usdPerDay) {

  public static final Budget NONE = new Budget(null, null);

  private static final double MOST_JUDGEMENTS = 10_000_000;
  private static final double LEAST_USD = 0.01;
  private static final double MOST_USD = 1_000_000;

  /// Reads `budget` of an app: `judgements_per_minute` (1 to 10000000) and `usd_per_day` (0.01 to
  /// 1000000), one or both.
  static Budget read(Section app) {
    if (!app.has("budget")) {
      return NONE;
    }
    Section section = app.section("budget");
    Budget budget =
        new Budget(
            number(section, "judgements_per_minute", 1, MOST_JUDGEMENTS).orElse(null),
            number(section, "usd_per_day", LEAST_USD, MOST_USD).orElse(null));
    if (budget.equals(NONE)) {
      app.problem("budget", "must have judgements_per_minute, usd_per_day, or both", null);
    }
    return budget;
  }

  private static Optional<Double> number(Section section, String key, double min, double max) {
    return section.has(key) ? Optional.of(section.requiredNumber(key, min, max)) : Optional.empty();
  }
}
