package io.evalstream.devcluster.stub;

/// How much the stub judge lets in within a minute, of all callers together.
///
/// @param requestsPerMinute up to a billion; 0 for any number
/// @param tokensPerMinute up to a billion; 0 for any number. A call has as many as its prompt has
///   characters, divided by 4, and the most that its reply may have
public record RateLimits(long requestsPerMinute, long tokensPerMinute) {

  public static final RateLimits NONE = new RateLimits(0, 0);

  private static final long MOST = 1_000_000_000;

  public RateLimits {
    Faults.checkRange("requests_per_minute", requestsPerMinute, MOST);
    Faults.checkRange("tokens_per_minute", tokensPerMinute, MOST);
  }

  public RateLimits withRequestsPerMinute(long requests) {
    return new RateLimits(requests, tokensPerMinute);
  }

  public RateLimits withTokensPerMinute(long tokens) {
    return new RateLimits(requestsPerMinute, tokens);
  }
}
