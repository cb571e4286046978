package io.evalstream.alert;

/// A judge on one evaluator, which is what drifts.
public record DriftSubject(String judge, String evaluator) {

  private static final String SEPARATOR = "\u0000";

  /// The key of its state.
  String toText() {
    return judge + SEPARATOR + evaluator;
  }
}
