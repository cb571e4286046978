package io.evalstream.bench.chaos;

/// A way in which a judge is in trouble.
enum JudgeTrouble {
  STORM("rate limits", "\"rate_limited\":0.7"),
  HANG("hangs after the headers", "\"hang\":0.3"),
  RESETS("breaks connections", "\"reset\":0.4"),
  GARBAGE("answers garbage", "\"broken_json\":0.3,\"wrong_label\":0.1,\"truncated\":0.1"),
  ERRORS("server errors", "\"server_error\":0.6"),
  /// Takes connections and closes them.
  DOWN("down", "\"state\":\"down\"");

  private final String text;
  private final String faults;

  JudgeTrouble(String text, String faults) {
    this.text = text;
    this.faults = faults;
  }

  String text() {
    return text;
  }

  /// As `PUT /faults` of the judge stub takes it.
  String faults(long latencyMillis, int seed) {
    return "{\"latency_millis\":%d,\"seed\":%d,%s}".formatted(latencyMillis, seed, faults);
  }
}
