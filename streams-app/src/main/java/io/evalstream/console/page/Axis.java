package io.evalstream.console.page;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/// The time that lanes share.
record Axis(Instant start, Instant end) {

  /// In the units of the pictures.
  private static final double WIDTH = 1_000;

  /// What is too short to be seen is drawn as wide as this.
  private static final double LEAST = 4;

  static Axis over(Collection<Stretch> stretches) {
    Instant start =
        stretches.stream().map(Stretch::first).min(Instant::compareTo).orElse(Instant.EPOCH);
    Instant end = stretches.stream().map(Stretch::end).max(Instant::compareTo).orElse(start);
    return new Axis(start, end);
  }

  double x(Instant time) {
    double whole = Math.max(1, millis(start, end));
    return Math.clamp(millis(start, time) / whole * (WIDTH - LEAST), 0, WIDTH - LEAST);
  }

  double width(Instant from, Instant to) {
    return Math.max(LEAST, x(to) - x(from) + LEAST);
  }

  static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
