package io.evalstream.bench.fit;

import io.evalstream.evaluator.Field;
import io.evalstream.judgeclient.heuristic.Reading;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// What a number without any sense reaches on a file, with its threshold found on other groups of
/// the same file: where it is good, the file tells little about a judge.
record Baseline(ToDoubleFunction<Map<Field, String>> number) {

  /// How long the judged text is.
  static Baseline length(Task task) {
    return new Baseline(fields -> Math.log1p(fields.getOrDefault(task.judged(), "").length()));
  }

  /// The share of the words of one text that are in another.
  static Baseline overlap(Field of, Field in) {
    return new Baseline(
        fields -> {
          List<String> words = words(fields.getOrDefault(of, ""));
          Set<String> there = new HashSet<>(words(fields.getOrDefault(in, "")));
          return (double) words.stream().filter(there::contains).count() / words.size();
        });
  }

  /// Either direction may be the good one.
  double balancedAccuracy(List<Example> file) {
    return Math.max(balancedAccuracy(file, 1), balancedAccuracy(file, -1));
  }

  private double balancedAccuracy(List<Example> file, int sign) {
    List<Example> counted =
        file.stream()
            .map(e -> new Example(e.row(), reading(sign * number.applyAsDouble(e.row().fields()))))
            .toList();
    return Counts.of(counted, new Folds(counted, _ -> true).groupsHeldOut()).balancedAccuracy();
  }

  private static Reading reading(double value) {
    return new Reading(List.of(value), "");
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.toLowerCase(Locale.ROOT).split("\\W+"));
  }
}
