package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.stats.SequentialTest.Evidence;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftStateTest {

  private static final Tally GOOD = new Tally(95, 100);
  private static final Tally BAD = new Tally(60, 100);

  private static DriftWatch watch(int roundsPerPass, Double minAgreement) {
    return new DriftWatch(
        Map.of(new DriftSubject("default", "faithfulness"), "b"),
        roundsPerPass,
        1_000,
        minAgreement);
  }

  private static DriftState after(DriftWatch watch, Tally... rounds) {
    DriftState state = DriftState.NEW;
    for (Tally round : rounds) {
      state = state.after(round, watch);
    }
    return state;
  }

  @Test
  void firstPass_setsTheLimit_andIsNoEvidence() {
    DriftState state = after(watch(1, null), BAD);

    assertThat(state.normal()).isEqualTo(BAD);
    assertThat(state.evidence()).isEqualTo(Evidence.NONE);
  }

  @Test
  void wantedAgreement_holdsForTheFirstPassToo() {
    DriftState state = after(watch(1, 0.9), BAD);

    assertThat(state.firing()).isTrue();
  }

  @Test
  void judgeThatStays_neverFires() {
    DriftState state = after(watch(1, null), GOOD);

    for (int pass = 0; pass < 1_000; pass++) {
      state = state.after(GOOD, watch(1, null));
      assertThat(state.firing()).as("pass " + pass).isFalse();
    }
  }

  @Test
  void fall_fires_andTheReturnResolves() {
    DriftState fallen = after(watch(1, null), GOOD, GOOD, GOOD, BAD);

    DriftState back = fallen;
    int passes = 0;
    while (back.firing() && passes < 100) {
      back = back.after(GOOD, watch(1, null));
      passes++;
    }

    assertThat(fallen.firing()).isTrue();
    assertThat(back.firing()).isFalse();
    assertThat(passes).isBetween(5, 50);
  }

  @Test
  void partOfAPass_decidesNothing() {
    DriftState state = after(watch(2, null), GOOD, GOOD, BAD);

    assertThat(state.pass()).isEqualTo(BAD);
    assertThat(state.last()).isEqualTo(new Tally(190, 200));
    assertThat(state.firing()).isFalse();
  }

  @Test
  void passWithoutALabel_isNone() {
    DriftState state = after(watch(1, null), Tally.NONE, GOOD, Tally.NONE);

    assertThat(state.normal()).isEqualTo(GOOD);
    assertThat(state.last()).isEqualTo(GOOD);
    assertThat(state.rounds()).isEqualTo(3);
  }

  /// 5 of 100 disagree; the upper end of their 99.9 % interval is 16.46 %, as in
  /// `limit-above.json`.
  @Test
  void lowest_isClearlyBelowWhatIsNormal() {
    assertThat(watch(1, null).lowest(GOOD)).isCloseTo(1 - 0.1645885228259627, within(1e-12));
    assertThat(watch(1, 0.7).lowest(GOOD)).isEqualTo(0.7);
  }

  @Test
  void normal_growsToEnough_andWithCalmPassesOnly() {
    DriftWatch watch = watch(1, null);
    DriftState few = after(watch, GOOD, GOOD, BAD, BAD);
    DriftState many = DriftState.NEW;
    for (int pass = 0; pass < 20; pass++) {
      many = many.after(GOOD, watch);
    }

    assertThat(few.normal()).isEqualTo(new Tally(190, 200));
    assertThat(many.normal()).isEqualTo(new Tally(950, 1_000));
  }
}
