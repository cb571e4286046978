package io.evalstream.bench.oracle;

import io.evalstream.metric.FunnelStep;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What follows from the traces that were published.
///
/// @param labels the label of each judgement
/// @param failing the labels that count as failures
/// @param outcomes in which a judgement may end
/// @param maxAttempts calls for one judgement
/// @param funnel its steps, without the outcomes of judgements
/// @param deadLetters how many
public record Expected(
    Map<Judgement, String> labels,
    Set<String> failing,
    Set<String> outcomes,
    int maxAttempts,
    Map<FunnelStep, Long> funnel,
    int deadLetters) {

  public Expected {
    labels = Map.copyOf(labels);
    failing = Set.copyOf(failing);
    outcomes = Set.copyOf(outcomes);
    funnel = Map.copyOf(funnel);
  }

  /// Those with judgements.
  public Set<String> traces() {
    return labels.keySet().stream().map(Judgement::traceId).collect(Collectors.toSet());
  }
}
