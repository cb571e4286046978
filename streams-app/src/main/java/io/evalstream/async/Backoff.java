package io.evalstream.async;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Exponential backoff with full jitter: before attempt n + 1, a wait chosen evenly between 0 and
/// `min(longest, base * 2^(n - 1))`. [1]
///
/// [1] https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
///
/// @param base the longest wait after the first attempt
/// @param longest the longest wait at all
public record Backoff(Duration base, Duration longest) {

  private static final Duration LONGEST = Duration.ofDays(365);

  public Backoff {
    if (base.isNegative() || base.isZero()) {
      throw new IllegalArgumentException("backoff base must be above 0, was " + base);
    }
    if (longest.compareTo(base) < 0) {
      throw new IllegalArgumentException(
          "backoff longest must be at least the base " + base + ", was " + longest);
    }
    if (longest.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "backoff longest must be at most " + LONGEST + ", was " + longest);
    }
  }

  /// Milliseconds to wait after the given number of failed attempts.
  public long millisAfter(int attempts, RandomGenerator random) {
    long ceiling = base.toMillis();
    for (int i = 1; i < attempts && ceiling < longest.toMillis(); i++) {
      ceiling *= 2;
    }
    return random.nextLong(Math.min(ceiling, longest.toMillis()) + 1);
  }
}
