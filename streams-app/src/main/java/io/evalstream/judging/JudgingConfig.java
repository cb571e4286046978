package io.evalstream.judging;

import io.evalstream.async.AsyncSettings;
import io.evalstream.async.Backoff;
import io.evalstream.config.Section;
import io.evalstream.topic.StoreNames;
import java.time.Duration;

/// How long and how often a judgement is tried.
///
/// @param maxAttempts calls per judgement, the first one included
/// @param maxAge when a judgement expires
/// @param backoff wait before a repeated call
/// @param maxPending judgements that wait, per partition; beyond it they are shed
/// @param drain how long a clean shutdown waits for running calls
public record JudgingConfig(
    int maxAttempts, Duration maxAge, Backoff backoff, int maxPending, Duration drain) {

  private static final int MAX_LIVES = 10;

  public static final JudgingConfig DEFAULT =
      new JudgingConfig(
          5,
          Duration.ofMinutes(15),
          new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60)),
          200_000,
          Duration.ofSeconds(5));

  public static JudgingConfig read(Section section) {
    Duration base =
        section.duration(
            "backoff", DEFAULT.backoff.base(), Duration.ofMillis(10), Duration.ofMinutes(1));
    Duration longest =
        section.duration(
            "longest_backoff", DEFAULT.backoff.longest(), base, Duration.ofMinutes(10));
    return new JudgingConfig(
        section.integer("max_attempts", DEFAULT.maxAttempts, 1, 100),
        section.duration("max_age", DEFAULT.maxAge, Duration.ofSeconds(1), Duration.ofHours(24)),
        new Backoff(base, longest),
        section.integer("max_pending", DEFAULT.maxPending, 1, 5_000_000),
        section.duration("drain", DEFAULT.drain, Duration.ZERO, Duration.ofMinutes(1)));
  }

  /// What of it concerns the operator that makes the calls.
  public AsyncSettings operator() {
    return new AsyncSettings(
        StoreNames.JUDGING, maxAttempts, maxAge, backoff, maxPending, MAX_LIVES);
  }
}
