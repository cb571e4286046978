package io.evalstream.devcluster.stub;

import java.util.function.LongSupplier;

/// Keeps [RateLimits].
///
/// A call is let in when there is room for it in both; then it takes from both. A call that is not
/// let in takes nothing. Safe for many threads.
final class RateLimiter {

  private static final RateLimit NO_REQUEST_LIMIT =
      new RateLimit.None(new Standing(10_000, 9_999, 6_000_000));
  private static final RateLimit NO_TOKEN_LIMIT =
      new RateLimit.None(new Standing(10_000_000, 9_990_000, 6_000_000));

  private final RateLimits limits;
  private final LongSupplier nanos;

  // Guarded by this.
  private final RateLimit requests;
  private final RateLimit tokens;

  /// Limits of which nothing is taken yet.
  ///
  /// @param nanos a clock that never goes back
  RateLimiter(RateLimits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.requests = limit(limits.requestsPerMinute(), NO_REQUEST_LIMIT);
    this.tokens = limit(limits.tokensPerMinute(), NO_TOKEN_LIMIT);
  }

  private RateLimit limit(long perMinute, RateLimit none) {
    return perMinute == 0 ? none : new RateLimit.Bucket(perMinute, nanos.getAsLong());
  }

  /// As long as the limits stay the same, so does what is left of them.
  RateLimiter changedTo(RateLimits others) {
    return limits.equals(others) ? this : new RateLimiter(others, nanos);
  }

  /// Lets a call in, or says how long it has to wait.
  ///
  /// @param size of the call in tokens
  synchronized Admission admit(long size) {
    long now = nanos.getAsLong();
    long requestWait = requests.nanosUntil(1, now);
    long tokenWait = tokens.nanosUntil(size, now);
    if (requestWait == 0 && tokenWait == 0) {
      requests.take(1, now);
      tokens.take(size, now);
    }
    return new Admission(requestWait, tokenWait, requests.standing(now), tokens.standing(now));
  }
}
