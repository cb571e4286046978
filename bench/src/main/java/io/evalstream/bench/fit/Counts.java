package io.evalstream.bench.fit;

import io.evalstream.stats.Bootstrap;
import io.evalstream.stats.Confusion;
import io.evalstream.stats.Estimate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How often judgements and labels meet.
///
/// @param caught failures that were judged so
/// @param missed failures that were passed
/// @param alarmed passes that were failed
/// @param passed passes that were passed
record Counts(int caught, int missed, int alarmed, int passed) {

  static final Counts EMPTY = new Counts(0, 0, 0, 0);

  private static final int FAILING = 0;
  private static final int PASSING = 1;
  private static final long SEED = 1;

  /// Leaves out what was not judged.
  static Counts of(List<Example> examples, Map<Example, Boolean> judged) {
    Counts sum = EMPTY;
    for (Example example : examples) {
      Boolean judgedSo = judged.get(example);
      sum = judgedSo == null ? sum : sum.and(example.row().fails(), judgedSo);
    }
    return sum;
  }

  int rows() {
    return caught + missed + alarmed + passed;
  }

  Counts and(Counts other) {
    return new Counts(
        caught + other.caught,
        missed + other.missed,
        alarmed + other.alarmed,
        passed + other.passed);
  }

  /// One judgement more.
  Counts and(boolean fails, boolean judgedSo) {
    return new Counts(
        caught + (fails && judgedSo ? 1 : 0),
        missed + (fails && !judgedSo ? 1 : 0),
        alarmed + (!fails && judgedSo ? 1 : 0),
        passed + (!fails && !judgedSo ? 1 : 0));
  }

  /// The mean of the share of failures that are caught and of passes that are passed; the one share
  /// that there is when a file has rows of one side only.
  double balancedAccuracy() {
    Estimate sensitivity = confusion().recall(FAILING);
    Estimate specificity = confusion().recall(PASSING);
    return Stream.of(Optional.ofNullable(sensitivity), Optional.ofNullable(specificity))
        .flatMap(Optional::stream)
        .mapToDouble(Estimate::value)
        .average()
        .orElse(Double.NaN);
  }

  /// The same with a 95 % interval from drawing groups of rows again.
  ///
  /// @param groups the counts of each
  static Estimate balancedAccuracy(Collection<Counts> groups) {
    return Objects.requireNonNull(
        Bootstrap.interval(
            groups.stream().map(List::of).toList(),
            drawn -> drawn.stream().reduce(EMPTY, Counts::and).balancedAccuracy(),
            SEED));
  }

  /// F1 of the rarer side.
  double f1() {
    return value(confusion().f1(caught + missed <= passed + alarmed ? FAILING : PASSING));
  }

  /// Matthews' correlation coefficient; 0 when one side is empty.
  double mcc() {
    return value(confusion().mcc());
  }

  private static double value(@Nullable Estimate estimate) {
    return estimate == null ? 0 : estimate.value();
  }

  private Confusion confusion() {
    return new Confusion(new long[][] {{caught, missed}, {alarmed, passed}});
  }
}
