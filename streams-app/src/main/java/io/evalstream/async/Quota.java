package io.evalstream.async;

import java.time.Duration;

/// What a peer says of an allowance of its caller.
///
/// @param kind what is counted
/// @param limit what there is when nothing is used
/// @param remaining what is left
/// @param resetAfter how long until all of it is there again
public record Quota(Kind kind, long limit, long remaining, Duration resetAfter) {

  /// What an allowance counts.
  public enum Kind {
    /// Calls.
    REQUESTS,
    /// What calls cost, such as tokens of a language model.
    UNITS
  }

  public Quota {
    if (limit < 1) {
      throw new IllegalArgumentException("quota limit must be at least 1, was " + limit);
    }
    if (remaining < 0) {
      throw new IllegalArgumentException("quota remaining must be at least 0, was " + remaining);
    }
    if (resetAfter.isNegative()) {
      throw new IllegalArgumentException("quota resetAfter must be at least 0, was " + resetAfter);
    }
  }
}
