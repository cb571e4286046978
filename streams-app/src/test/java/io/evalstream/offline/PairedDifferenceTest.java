package io.evalstream.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Label;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

  private static final Evaluator EVALUATOR =
      EvaluatorLibrary.builtIn().find("faithfulness").orElseThrow();
  private static final Label FAILS = EVALUATOR.label(false);
  private static final Label PASSES = EVALUATOR.label(true);

  private final LabelPairs one = new LabelPairs(EVALUATOR);
  private final LabelPairs other = new LabelPairs(EVALUATOR);
  private int judgements;

  private void judged(int times, String group, Label truth, Label byOne, Label byOther) {
    for (int i = 0; i < times; i++) {
      String id = "j" + judgements++;
      add(one, id, group, truth, byOne);
      add(other, id, group, truth, byOther);
    }
  }

  private static void add(
      LabelPairs pairs, String id, String group, Label truth, @Nullable Label judged) {
    pairs.cases().add(new LabelPairs.Case(id, "app", group, truth, judged, null));
  }

  private PairedDifference difference() {
    return PairedDifference.of("one", one, "other", other).orElseThrow();
  }

  /// Of 4 that fail and 8 that pass, one judge has 3 and 8 right, the other 2 and 6. Accuracy:
  /// 11/12 and 8/12. Agreement by chance: (4 * 3 + 8 * 9) / 144 = 7/12 and (4 * 4 + 8 * 8) / 144 =
  /// 5/9, so kappa is (11/12 - 7/12) / (5/12) = 0.8 and (2/3 - 5/9) / (4/9) = 0.25.
  @Test
  void difference_isThatOfWhatBothLabelled() {
    judged(2, "a", FAILS, FAILS, FAILS);
    judged(1, "a", FAILS, FAILS, PASSES);
    judged(1, "b", FAILS, PASSES, PASSES);
    judged(6, "b", PASSES, PASSES, PASSES);
    judged(2, "c", PASSES, PASSES, FAILS);
    add(one, "abstained", "c", FAILS, FAILS);
    add(other, "abstained", "c", FAILS, null);
    add(one, "of one alone", "c", FAILS, PASSES);

    PairedDifference difference = difference();

    assertThat(difference.n()).isEqualTo(12);
    assertThat(difference.accuracy().value()).isCloseTo(0.25, within(1e-12));
    assertThat(difference.kappa()).isNotNull();
    assertThat(difference.kappa().value()).isCloseTo(0.55, within(1e-12));
    assertThat(difference.accuracy().hasInterval()).as("three groups are too few").isFalse();
    assertThat(Measure.signed(difference.accuracy())).isEqualTo("+0.250 [no interval]");
  }

  /// Ten groups of three where the one is right, ten of one where the other is: 30/40 - 10/40. With
  /// k of 20 drawn groups large it is (4k - 20) / (2k + 20); k is binomial, 95 % of it from 6 to
  /// 14.
  @Test
  void interval_drawsWholeGroups() {
    for (int i = 0; i < 10; i++) {
      judged(3, "large " + i, PASSES, PASSES, FAILS);
      judged(1, "small " + i, PASSES, FAILS, PASSES);
    }

    PairedDifference difference = difference();

    assertThat(difference.accuracy().value()).isCloseTo(0.5, within(1e-12));
    assertThat(difference.accuracy().low()).isCloseTo(4 / 32.0, within(1e-12));
    assertThat(difference.accuracy().high()).isCloseTo(36 / 48.0, within(1e-12));
  }

  @Test
  void nothingInCommon_hasNoDifference() {
    add(one, "a", "a", FAILS, FAILS);
    add(other, "b", "b", FAILS, FAILS);

    assertThat(PairedDifference.of("one", one, "other", other)).isEmpty();
  }
}
