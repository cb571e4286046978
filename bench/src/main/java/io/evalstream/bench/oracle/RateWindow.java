package io.evalstream.bench.oracle;

import java.time.Instant;
import java.util.Map;

/// One record of an eval rate over all models.
///
/// @param outcomes count by outcome
/// @param labels count by label
/// @param closed whether the record is a final one
public record RateWindow(
    Key key, Map<String, Long> outcomes, Map<String, Long> labels, long failing, boolean closed) {

  /// Which window it tells of.
  public record Key(String app, String evaluator, Instant start) {}

  public RateWindow {
    outcomes = Map.copyOf(outcomes);
    labels = Map.copyOf(labels);
  }

  /// Evaluations that it counts.
  long ended() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }
}
