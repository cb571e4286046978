package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.WireReply;

/// Whether the rate limits let a call in, and where its caller stands with them since.
///
/// @param requestWaitNanos until there is room for another request, 0 for now
/// @param tokenWaitNanos until there is room for its tokens, 0 for now
record Admission(long requestWaitNanos, long tokenWaitNanos, Standing requests, Standing tokens) {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  boolean granted() {
    return waitNanos() == 0;
  }

  private long waitNanos() {
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

  /// Adds what every reply says about the limits.
  WireReply addTo(WireReply reply) {
    requests.addTo(reply, "requests");
    tokens.addTo(reply, "tokens");
    return reply;
  }

  /// The reply to a call that is not let in.
  ///
  /// @param size of the call in tokens
  WireReply refusal(String model, long size) {
    long wait = waitNanos();
    WireReply reply =
        error(model, size)
            .reply()
            .header("Retry-After", Long.toString(Math.ceilDiv(wait, NANOS_PER_SECOND)))
            .header("retry-after-ms", Long.toString(Math.ceilDiv(wait, NANOS_PER_MILLI)));
    return addTo(reply);
  }

  private OpenAiError error(String model, long size) {
    return requestWaitNanos >= tokenWaitNanos
        ? OpenAiError.overLimit(model, "requests", requests, 1, requestWaitNanos)
        : OpenAiError.overLimit(model, "tokens", tokens, size, tokenWaitNanos);
  }
}
