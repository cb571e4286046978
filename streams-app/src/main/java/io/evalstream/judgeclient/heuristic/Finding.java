package io.evalstream.judgeclient.heuristic;

/// What a heuristic found.
sealed interface Finding {

  /// @param fails which side the judgement is on, for evaluators that do not offer the label
  /// @param label what the built-in evaluator calls it
  /// @param measure what was counted, how it came out and what it was held against
  record Decided(boolean fails, String label, String measure) implements Finding {}

  /// There is no way to know.
  record Unknown(String why) implements Finding {}
}
