package io.evalstream.agreement;

import io.evalstream.state.LabelPair;

/// Whose labels are compared with those of which judge.
///
/// @param version hash of the definition of the evaluator
/// @param annotators human, user or code
public record Subject(
    String app, String evaluator, String version, String judge, String annotators) {

  /// Those whose labels correct rates.
  static final String REVIEWERS = "human";

  private static final String SEPARATOR = "\u0000";

  static Subject of(LabelPair pair) {
    return new Subject(
        pair.getApp(),
        pair.getEvaluator(),
        pair.getEvaluatorVersion(),
        pair.getJudge(),
        pair.getAnnotatorKind());
  }

  public String toText() {
    return String.join(SEPARATOR, app, evaluator, version, judge, annotators);
  }

  static Subject fromText(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    return new Subject(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }
}
