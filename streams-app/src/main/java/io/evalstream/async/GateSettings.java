package io.evalstream.async;

import java.time.Duration;

/// The limits of a gate.
///
/// @param maxInFlight calls at one time, over all tasks of this process; at least 1
/// @param openFor how long the breaker stays open before it lets some calls try
/// @param windowCalls calls over which the breaker looks at the share of failures
public record GateSettings(int maxInFlight, Duration openFor, int windowCalls) {

  public GateSettings {
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("gate maxInFlight must be at least 1, was " + maxInFlight);
    }
    if (windowCalls < 1) {
      throw new IllegalArgumentException("gate windowCalls must be at least 1, was " + windowCalls);
    }
  }

  public static GateSettings withMaxInFlight(int maxInFlight) {
    return new GateSettings(maxInFlight, Duration.ofSeconds(10), 100);
  }
}
