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

  private static final int LARGEST_SHIFT = 30;

  public Backoff {
    if (base.isNegative() || base.isZero()) {
      throw new IllegalArgumentException("backoff base must be above 0, was " + base);
    }
    if (longest.compareTo(base) < 0) {
      throw new IllegalArgumentException(
          "backoff longest must be at least the base " + base + ", was " + longest);
    }
  }

  /// Milliseconds to wait after the given number of failed attempts.
  long millisAfter(int attempts, RandomGenerator random) {
    long ceiling =
        Math.min(
            longest.toMillis(),
            base.toMillis() << Math.min(Math.max(attempts, 1) - 1, LARGEST_SHIFT));
    return random.nextLong(Math.max(ceiling, 0) + 1);
  }
}
