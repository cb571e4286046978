package io.evalstream.judgeclient;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// When a peer wants to be asked again: `retry-after-ms`, or `Retry-After` as seconds or as a date.
final class RetryAfter {

  /// A wrong clock or a typing error at the peer must not stop a judge for days.
  static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /// @param header gives the value of a header, or null
  static @Nullable Duration read(Function<String, @Nullable String> header, Instant now) {
    return number(header.apply("retry-after-ms"))
        .map(millis -> bounded(millis / 1000))
        .or(() -> number(header.apply("Retry-After")).map(RetryAfter::bounded))
        .or(() -> date(header.apply("Retry-After")).map(at -> bounded(Duration.between(now, at))))
        .orElse(null);
  }

  private static Optional<Double> number(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(String::strip).map(Double::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> date(@Nullable String text) {
    try {
      return Optional.ofNullable(text)
          .map(date -> ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME))
          .map(ZonedDateTime::toInstant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(double seconds) {
    double allowed = Math.clamp(seconds, 0.0, (double) LONGEST.toSeconds());
    return Duration.ofMillis(Math.round(allowed * 1000));
  }

  private static Duration bounded(Duration wait) {
    return bounded(wait.toMillis() / 1000.0);
  }
}
