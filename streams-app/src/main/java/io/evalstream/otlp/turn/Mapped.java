package io.evalstream.otlp.turn;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import java.util.List;
import java.util.Locale;

/// What the spans of one trace turned out to be.
public sealed interface Mapped {

  /// A turn of a chat.
  ///
  /// @param retrievals in the order of time
  record Turn(ChatEvent event, List<RetrievalSpan> retrievals) implements Mapped {

    public Turn {
      retrievals = List.copyOf(retrievals);
    }
  }

  /// Nothing to judge.
  record Nothing(Reason reason) implements Mapped {}

  /// Why there is nothing to judge.
  enum Reason {
    /// Only spans of this monitor, or of evaluators.
    OWN,
    /// No span has to do with a model.
    NOT_CHAT,
    /// There is no response, as in a trace that only computes embeddings or failed before it.
    NO_RESPONSE,
    /// The response was taken out before it was sent.
    REDACTED;

    /// As in metrics.
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
