package io.evalstream.bench.oracle;

import java.time.Instant;
import java.util.Map;

/// A judged trace.
///
/// @param outcomes of its evaluations, by their ids
public record ClosedTrace(
    String traceId,
    String app,
    Instant occurredAt,
    String diagnosis,
    Map<String, String> outcomes,
    String place) {

  public ClosedTrace {
    outcomes = Map.copyOf(outcomes);
  }
}
