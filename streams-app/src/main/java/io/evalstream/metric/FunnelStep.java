package io.evalstream.metric;

/// One step of the funnel.
///
/// @param stage `chat_event`, `retrieval_span`, `feedback`, `otlp_record`, `otlp_span`,
///   `otlp_trace`, or an evaluator
/// @param step `received`, `rejected`, `unsampled`, `sampled`; for feedback `received`, `rejected`,
///   `matched`, `unmatched`, `waiting`; for an evaluator `requested` or an outcome
public record FunnelStep(String app, String stage, String step) implements Comparable<FunnelStep> {

  private static final String SEPARATOR = "\u0000";

  String toText() {
    return app + SEPARATOR + stage + SEPARATOR + step;
  }

  /// Reads what [#toText] wrote.
  public static FunnelStep fromText(String text) {
    String[] parts = text.split(SEPARATOR, 3);
    return new FunnelStep(parts[0], parts[1], parts[2]);
  }

  @Override
  public int compareTo(FunnelStep other) {
    return toText().compareTo(other.toText());
  }
}
