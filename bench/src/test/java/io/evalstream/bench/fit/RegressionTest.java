package io.evalstream.bench.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.judgeclient.heuristic.Formula;
import io.evalstream.judgeclient.heuristic.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegressionTest {

  /// The first count is 0.3 higher in failures, the second is lower, the third is noise. In one
  /// file everything lies higher, and it has far more failures.
  private static List<Example> examples(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      boolean second = i % 3 == 0;
      boolean fails = random.nextDouble() < (second ? 0.9 : 0.3);
      double level = second ? 0.1 : 0;
      List<Double> counts =
          List.of(
              level + random.nextDouble() + (fails ? 0.3 : 0),
              level + random.nextDouble() - (fails ? 0.3 : 0),
              random.nextDouble());
      examples.add(
          new Example(
              new Row(second ? "b" : "a", "g" + i / 2, Map.of(), fails), new Reading(counts, "")));
    }
    return examples;
  }

  @Test
  void countThatSpeaksAgainstAFailure_isLeftOut() {
    Formula formula = Regression.fit(examples(1));

    assertThat(formula.weights().getFirst()).isGreaterThan(1);
    assertThat(formula.weights().get(1)).isZero();
  }

  @Test
  void heldOutGroups_areJudgedBetterThanByChance() {
    List<Example> examples = examples(2);

    Map<Example, Boolean> judged = new Folds(examples, _ -> true).groupsHeldOut();

    // The best cut of two uniform densities of width 1 that are 0.3 apart is right in 0.65.
    assertThat(judged).hasSameSizeAs(examples);
    assertThat(Counts.of(examples, judged).balancedAccuracy()).isBetween(0.58, 0.72);
  }

  @Test
  void heldOutFile_isJudgedByTheOthers() {
    List<Example> examples = examples(3);

    Map<Example, Boolean> judged = new Folds(examples, "a"::equals).filesHeldOut();

    assertThat(judged.keySet()).allSatisfy(e -> assertThat(e.row().file()).isEqualTo("b"));
    assertThat(judged).hasSize(200);
  }
}
