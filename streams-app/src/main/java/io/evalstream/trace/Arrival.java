package io.evalstream.trace;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import java.util.Map;

/// A valid part of a trace that has arrived.
public sealed interface Arrival {

  Origin origin();

  /// Name of the application.
  String app();

  /// Evaluator, and diagnosis, to the probability with which the trace was chosen for it; empty
  /// before sampling.
  Map<String, Double> probabilities();

  Arrival sampledFor(Map<String, Double> probabilities);

  /// A chat event.
  record OfEvent(ChatEvent event, Origin origin, Map<String, Double> probabilities)
      implements Arrival {

    @Override
    public String app() {
      return event.getApp();
    }

    @Override
    public OfEvent sampledFor(Map<String, Double> probabilities) {
      return new OfEvent(event, origin, Map.copyOf(probabilities));
    }
  }

  /// A retrieval span.
  record OfSpan(RetrievalSpan span, Origin origin, Map<String, Double> probabilities)
      implements Arrival {

    @Override
    public String app() {
      return span.getApp();
    }

    @Override
    public OfSpan sampledFor(Map<String, Double> probabilities) {
      return new OfSpan(span, origin, Map.copyOf(probabilities));
    }
  }
}
