package io.evalstream.devcluster.stub;

/// Whether the rate limits let a call in, and where its caller stands with them since.
///
/// @param requestWaitNanos until there is room for another request, 0 for now
/// @param tokenWaitNanos until there is room for its tokens, 0 for now
record Admission(long requestWaitNanos, long tokenWaitNanos, Standing requests, Standing tokens) {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  boolean granted() {
    return waitNanos() == 0;
  }

  /// Until there is room for it.
  long waitNanos() {
    return Math.max(requestWaitNanos, tokenWaitNanos);
  }

  /// The same for a caller who is told that no request is left for a second.
  Admission spent() {
    return new Admission(
        requestWaitNanos,
        tokenWaitNanos,
        new Standing(requests.limit(), 0, NANOS_PER_SECOND),
        tokens);
  }

  /// Why the call is not let in.
  ///
  /// @param size of the call in tokens
  Trouble trouble(String model, long size) {
    return requestWaitNanos >= tokenWaitNanos
        ? new Trouble.OverLimit(model, "requests", requests, 1, requestWaitNanos)
        : new Trouble.OverLimit(model, "tokens", tokens, size, tokenWaitNanos);
  }
}
