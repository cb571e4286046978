package io.evalstream.devcluster.stub;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// How badly the stub judge behaves.
///
/// The probabilities are shares of all calls in \[0,1\]; a call has at most one fault, so they add
/// up to 1 at most. Rate limits come at once, everything else after the latency.
///
/// @param latency the least time a reply takes
/// @param latencyJitter up to this much is added, evenly distributed
/// @param rateLimited 429 with `Retry-After`
/// @param serverError 500 or 503
/// @param brokenJson content that is no JSON
/// @param wrongLabel a label that was not offered
/// @param truncated content that stops at the token limit
/// @param hang headers, then nothing
/// @param reset the connection breaks
/// @param refused a refusal instead of content
/// @param seed of the draws: the same seed gives the same sequence of faults
public record Faults(
    Duration latency,
    Duration latencyJitter,
    double rateLimited,
    double serverError,
    double brokenJson,
    double wrongLabel,
    double truncated,
    double hang,
    double reset,
    double refused,
    long seed) {

  /// Always the verdict, at once.
  public static final Faults NONE =
      new Faults(Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private static final double ROUNDING = 1e-9;

  public Faults {
    if (latency.isNegative() || latencyJitter.isNegative()) {
      throw new IllegalArgumentException(
          "faults: latency must not be negative, was " + latency + " with jitter " + latencyJitter);
    }
    double sum = 0;
    for (double share :
        new double[] {
          rateLimited, serverError, brokenJson, wrongLabel, truncated, hang, reset, refused
        }) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("faults: a share must be in [0,1], was " + share);
      }
      sum += share;
    }
    if (sum > 1 + ROUNDING) {
      throw new IllegalArgumentException("faults: the shares must add up to 1 at most, was " + sum);
    }
  }

  /// No faults but a reply that takes its time.
  public static Faults slow(Duration latency) {
    return new Faults(latency, Duration.ZERO, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /// The share of each fault.
  Map<Ending, Double> shares() {
    Map<Ending, Double> shares = new EnumMap<>(Ending.class);
    shares.put(Ending.RATE_LIMITED, rateLimited);
    shares.put(Ending.SERVER_ERROR, serverError);
    shares.put(Ending.BROKEN_JSON, brokenJson);
    shares.put(Ending.WRONG_LABEL, wrongLabel);
    shares.put(Ending.TRUNCATED, truncated);
    shares.put(Ending.HANG, hang);
    shares.put(Ending.RESET, reset);
    shares.put(Ending.REFUSED, refused);
    return shares;
  }
}
