package io.evalstream.evaluator;

import io.evalstream.evaluator.check.Check;

/// How an evaluator comes to a label.
public sealed interface Method {

  /// A judge is asked.
  record Asked() implements Method {}

  /// A check finds it, without a judge.
  record Coded(Check check) implements Method {}
}
