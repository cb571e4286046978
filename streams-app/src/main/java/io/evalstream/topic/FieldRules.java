package io.evalstream.topic;

import io.evalstream.config.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rules for single fields of records from outside, whatever the record is. A field that may be
/// null breaks none by being null.
public final class FieldRules {

  private static final int LONGEST_NAME = 256;
  // One record must not outweigh all others: its weight is one over this.
  private static final double LEAST_SHARE = 1e-9;

  private FieldRules() {}

  public static Optional<Rejection> notBlank(String field, String text) {
    return text.isBlank()
        ? Optional.of(new Rejection("empty_field", field + " must not be empty"))
        : Optional.empty();
  }

  /// Names become parts of keys, of state and of labels: short, and without the characters that
  /// separate such parts.
  public static Optional<Rejection> name(String field, @Nullable String name) {
    return name == null || (name.length() <= LONGEST_NAME && name.chars().noneMatch(c -> c < ' '))
        ? Optional.empty()
        : invalid(
            "%s must have at most %d characters and no control characters, was one of %d"
                .formatted(field, LONGEST_NAME, name.length()));
  }

  /// A name that must be there.
  public static Optional<Rejection> id(String field, String name) {
    return notBlank(field, name).or(() -> name(field, name));
  }

  /// Probabilities whose inverse is a weight.
  public static Optional<Rejection> share(String field, @Nullable Double share) {
    return share == null || (share >= LEAST_SHARE && share <= 1)
        ? Optional.empty()
        : invalid(field + " must be in [" + LEAST_SHARE + ", 1], was " + share);
  }

  /// @param key of the configuration that says how old it may be
  public static Optional<Rejection> notTooOld(
      Instant occurredAt, Instant now, Duration maxAge, String key) {
    return occurredAt.isBefore(now.minus(maxAge))
        ? time("too_old", "ago", maxAge, key, occurredAt)
        : Optional.empty();
  }

  /// @param maxFuture how far ahead it may lie, for clocks that run ahead
  public static Optional<Rejection> notInFuture(
      Instant occurredAt, Instant now, Duration maxFuture) {
    return occurredAt.isAfter(now.plus(maxFuture))
        ? time("in_future", "ahead", maxFuture, "ingest.max_future", occurredAt)
        : Optional.empty();
  }

  private static Optional<Rejection> time(
      String reason, String side, Duration most, String key, Instant was) {
    return Optional.of(
        new Rejection(
            reason,
            "occurred_at must be at most %s %s (%s), was %s"
                .formatted(DurationText.format(most), side, key, was)));
  }

  public static Optional<Rejection> invalid(String detail) {
    return Optional.of(new Rejection("invalid_field", detail));
  }
}
