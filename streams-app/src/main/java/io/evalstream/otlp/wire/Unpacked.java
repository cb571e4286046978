package io.evalstream.otlp.wire;

import java.util.List;

/// What a record holds.
///
/// @param badSpans what is wrong with each span that is left out
public record Unpacked(List<Parcel> spans, List<String> badSpans) {

  public Unpacked {
    spans = List.copyOf(spans);
    badSpans = List.copyOf(badSpans);
  }
}
