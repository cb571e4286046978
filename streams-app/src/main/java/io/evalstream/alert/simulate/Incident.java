package io.evalstream.alert.simulate;

import java.time.Duration;
import java.util.List;

/// A time in which the rate is too high, and what comes after it.
///
/// @param times factor of the limit that the rate is at meanwhile
/// @param back the rates that it is tried to go back to, as shares of the limit
public record Incident(Duration lasting, double times, List<Double> back) {

  public Incident {
    back = List.copyOf(back);
  }
}
