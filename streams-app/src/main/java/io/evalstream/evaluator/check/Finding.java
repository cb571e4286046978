package io.evalstream.evaluator.check;

/// What a check found.
///
/// @param explanation why, in one sentence
public record Finding(boolean passes, String explanation) {

  static Finding passed(String explanation) {
    return new Finding(true, explanation);
  }

  static Finding failed(String explanation) {
    return new Finding(false, explanation);
  }
}
