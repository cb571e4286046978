package io.evalstream.async;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The limits of a gate.
///
/// @param maxInFlight calls at one time, over all processes that share the work; at least 1
/// @param openFor how long the breaker stays open before it lets some calls try
/// @param windowCalls calls over which the breaker looks at the share of failures
/// @param slowAfter a smoothed latency above this is a sign of overload
/// @param requestsPerMinute calls a minute, over all processes; null: what the peer says
/// @param unitsPerMinute what calls may cost a minute, over all processes; null: what the peer says
public record GateSettings(
    int maxInFlight,
    Duration openFor,
    int windowCalls,
    Duration slowAfter,
    @Nullable Long requestsPerMinute,
    @Nullable Long unitsPerMinute) {

  public GateSettings {
    require(maxInFlight >= 1, "maxInFlight must be at least 1", maxInFlight);
    require(!openFor.isNegative() && !openFor.isZero(), "openFor must be above 0", openFor);
    require(windowCalls >= 1, "windowCalls must be at least 1", windowCalls);
    require(!slowAfter.isNegative() && !slowAfter.isZero(), "slowAfter must be above 0", slowAfter);
    require(
        requestsPerMinute == null || requestsPerMinute >= 1,
        "requestsPerMinute must be at least 1",
        requestsPerMinute);
    require(
        unitsPerMinute == null || unitsPerMinute >= 1,
        "unitsPerMinute must be at least 1",
        unitsPerMinute);
  }

  public static GateSettings withMaxInFlight(int maxInFlight) {
    return new GateSettings(
        maxInFlight, Duration.ofSeconds(10), 100, Duration.ofSeconds(30), null, null);
  }

  public GateSettings slowAfter(Duration slowAfter) {
    return new GateSettings(
        maxInFlight, openFor, windowCalls, slowAfter, requestsPerMinute, unitsPerMinute);
  }

  public GateSettings perMinute(@Nullable Long requests, @Nullable Long units) {
    return new GateSettings(maxInFlight, openFor, windowCalls, slowAfter, requests, units);
  }

  private static void require(boolean holds, String rule, @Nullable Object was) {
    if (!holds) {
      throw new IllegalArgumentException("gate: " + rule + ", was " + was);
    }
  }
}
