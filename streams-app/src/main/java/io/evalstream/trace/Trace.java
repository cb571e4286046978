package io.evalstream.trace;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import java.util.List;
import java.util.Map;

/// An assembled trace, ready to be judged.
///
/// @param retrievals in order of time
/// @param probabilities evaluator to the probability with which the trace was chosen for it, and
///   [#DIAGNOSIS] to that of having been chosen for all, when it was
public record Trace(
    ChatEvent event, List<RetrievalSpan> retrievals, Map<String, Double> probabilities) {

  /// Stands where an evaluator does for what all evaluations of a trace say together. No evaluator
  /// has this name.
  public static final String DIAGNOSIS = "diagnosis";

  public Trace {
    retrievals = List.copyOf(retrievals);
    probabilities = Map.copyOf(probabilities);
  }

  /// How many evaluators the trace was chosen for.
  public int evaluators() {
    return probabilities.size() - (probabilities.containsKey(DIAGNOSIS) ? 1 : 0);
  }
}
