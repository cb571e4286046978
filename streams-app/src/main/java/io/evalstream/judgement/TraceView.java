package io.evalstream.judgement;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import java.util.List;
import java.util.Map;

/// A trace whose judgements have been requested, as it is read from the state. It does not change
/// any more.
///
/// @param probabilities as in [io.evalstream.trace.Trace]
/// @param judgements how many were requested
/// @param nonce what the prompts of this reading fence its texts with
public record TraceView(
    ChatEvent event,
    List<RetrievalSpan> spans,
    Map<String, Double> probabilities,
    int judgements,
    String nonce) {

  public TraceView {
    spans = List.copyOf(spans);
    probabilities = Map.copyOf(probabilities);
  }
}
