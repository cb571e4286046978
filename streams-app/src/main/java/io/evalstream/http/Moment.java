package io.evalstream.http;

import io.evalstream.config.DurationText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// A moment as people and programs write it in a query.
final class Moment {

  static final String RULE =
      "must be a time such as 2026-11-28T09:30:00Z or 2026-11-28, or how long ago it was, such as"
          + " -1h";

  // What fits the microseconds of records, with all that people ask for.
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Moment() {}

  /// Nothing when it is none.
  static Optional<Instant> parse(String text, Instant now) {
    try {
      return Optional.of(text.equals("now") ? now : read(text, now))
          .filter(time -> !time.isBefore(FIRST) && !time.isAfter(LAST));
    } catch (DateTimeException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static Instant read(String text, Instant now) {
    if (text.startsWith("-")) {
      return DurationText.parse(text.substring(1))
          .map(now::minus)
          .orElseThrow(() -> new DateTimeException(text));
    }
    // A plus in a query is a space.
    String time = text.replace(' ', '+');
    return time.contains("T")
        ? OffsetDateTime.parse(time).toInstant()
        : LocalDate.parse(time).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
