package io.evalstream.bench.fit;

import java.util.List;
import java.util.Map;

/// How judgements and labels meet.
///
/// @param caught failures that were judged so
/// @param missed failures that were passed
/// @param alarmed passes that were failed
/// @param passed passes that were passed
record Confusion(int caught, int missed, int alarmed, int passed) {

  static final Confusion EMPTY = new Confusion(0, 0, 0, 0);

  /// Leaves out what was not judged.
  static Confusion of(List<Example> examples, Map<Example, Boolean> judged) {
    Confusion sum = EMPTY;
    for (Example example : examples) {
      Boolean judgedSo = judged.get(example);
      sum = judgedSo == null ? sum : sum.and(example.row().fails(), judgedSo);
    }
    return sum;
  }

  int rows() {
    return caught + missed + alarmed + passed;
  }

  Confusion and(Confusion other) {
    return new Confusion(
        caught + other.caught,
        missed + other.missed,
        alarmed + other.alarmed,
        passed + other.passed);
  }

  /// One judgement more.
  Confusion and(boolean fails, boolean judgedSo) {
    return new Confusion(
        caught + (fails && judgedSo ? 1 : 0),
        missed + (fails && !judgedSo ? 1 : 0),
        alarmed + (!fails && judgedSo ? 1 : 0),
        passed + (!fails && !judgedSo ? 1 : 0));
  }

  /// The mean of the share of failures that are caught and of passes that are passed; the one share
  /// that there is when a file has rows of one side only.
  double balancedAccuracy() {
    double sensitivity = (double) caught / (caught + missed);
    double specificity = (double) passed / (passed + alarmed);
    return caught + missed == 0
        ? specificity
        : passed + alarmed == 0 ? sensitivity : (sensitivity + specificity) / 2;
  }

  /// F1 of the rarer side.
  double f1() {
    return caught + missed <= passed + alarmed
        ? ratio(2 * caught, 2 * caught + missed + alarmed)
        : ratio(2 * passed, 2 * passed + missed + alarmed);
  }

  /// Matthews' correlation coefficient; 0 when one side is empty.
  double mcc() {
    double root =
        Math.sqrt((double) (caught + alarmed) * (caught + missed))
            * Math.sqrt((double) (passed + alarmed) * (passed + missed));
    return root == 0 ? 0 : ((double) caught * passed - (double) alarmed * missed) / root;
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
