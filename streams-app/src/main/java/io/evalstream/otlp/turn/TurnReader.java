package io.evalstream.otlp.turn;

import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.Span;
import java.util.List;

/// Makes one turn of a chat of the spans of one trace.
///
/// *Threading:* safe for all threads.
public final class TurnReader {

  private final Mapping mapping;

  public TurnReader(Mapping mapping) {
    this.mapping = mapping;
  }

  /// @param spans of one trace, in any order
  public Mapped read(List<Span> spans) {
    return new Mapped.Nothing(
        spans.isEmpty() || mapping.toolResults() ? Mapped.Reason.NOT_CHAT : Mapped.Reason.OWN);
  }
}
