package io.evalstream.trace;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import java.util.List;
import java.util.Map;

/// An assembled trace, ready to be judged.
///
/// @param retrievals in order of time
/// @param probabilities evaluator to the probability with which the trace was chosen for it
public record Trace(
    ChatEvent event, List<RetrievalSpan> retrievals, Map<String, Double> probabilities) {

  public Trace {
    retrievals = List.copyOf(retrievals);
    probabilities = Map.copyOf(probabilities);
  }
}
