package io.evalstream.bench.fit;

import io.evalstream.judgeclient.heuristic.Formula;
import io.evalstream.stats.SampleHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Judges every example by numbers that were found without it.
///
/// @param training whether numbers are found on a file
record Folds(List<Example> examples, Predicate<String> training) {

  private static final int FOLDS = 5;

  Folds {
    examples = List.copyOf(examples);
  }

  /// The numbers that all files for training give; empty when there are none.
  Optional<Formula> formula() {
    return fit(_ -> true);
  }

  /// Each example by the numbers of the groups in other folds.
  Map<Example, Boolean> groupsHeldOut() {
    Map<Example, Boolean> judged = new HashMap<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      fit(example -> fold(example) != held)
          .ifPresent(formula -> judge(judged, formula, example -> fold(example) == held));
    }
    return judged;
  }

  /// Each example by the numbers of the other files; nothing where there is no other.
  Map<Example, Boolean> filesHeldOut() {
    Map<Example, Boolean> judged = new HashMap<>();
    Set<String> files = Example.byFile(examples).keySet();
    for (String file : files) {
      fit(example -> !example.row().file().equals(file))
          .ifPresent(
              formula -> judge(judged, formula, example -> example.row().file().equals(file)));
    }
    return judged;
  }

  private void judge(Map<Example, Boolean> judged, Formula formula, Predicate<Example> heldOut) {
    examples.stream()
        .filter(heldOut)
        .forEach(e -> judged.put(e, formula.score(e.reading()) >= Formula.NEEDED));
  }

  private Optional<Formula> fit(Predicate<Example> among) {
    List<Example> chosen =
        examples.stream()
            .filter(example -> training.test(example.row().file()))
            .filter(among)
            .toList();
    return chosen.isEmpty() ? Optional.empty() : Optional.of(Regression.fit(chosen));
  }

  private static int fold(Example example) {
    return (int) (FOLDS * SampleHash.uniform("fit", example.row().group()));
  }
}
