package io.evalstream.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.agreement.LiveCorrection.Basis;
import io.evalstream.app.Turns;
import io.evalstream.state.Agreement;
import io.evalstream.state.LabelPair;
import io.evalstream.stats.DoubleSampling.Checked;
import io.evalstream.stats.HumanChecked;
import io.evalstream.stats.Interval;
import io.evalstream.stats.JudgeTrust.Grade;
import io.evalstream.stats.RateSums;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveCorrectionTest {

  private Agreement agreement = Cells.empty(Turns.NOON);

  private void reviewed(int n, boolean human, boolean judge, @Nullable Double weight) {
    LabelPair pair =
        new LabelPair(
            Turns.APP,
            "toxicity",
            "1",
            "default",
            "human",
            human ? "toxic" : "non_toxic",
            human,
            judge ? "toxic" : "non_toxic",
            judge,
            weight,
            1);
    for (int i = 0; i < n; i++) {
      agreement = Cells.plus(agreement, pair, Turns.NOON);
    }
  }

  /// @param both failing for both
  /// @param missed failing for the human only
  /// @param falsely failing for the judge only
  private void reviewed(int both, int missed, int falsely, int neither, @Nullable Double weight) {
    reviewed(both, true, true, weight);
    reviewed(missed, true, false, weight);
    reviewed(falsely, false, true, weight);
    reviewed(neither, false, false, weight);
  }

  private static RateSums window(long judged, long failing) {
    return RateSums.ofCounts(judged, failing);
  }

  private LiveCorrection corrected(RateSums window) {
    return LiveCorrection.of(LiveLabels.of(agreement), window).orElseThrow();
  }

  /// Precision 0.6, one miss in 100: the judge is as good however much of what he fails is
  /// reviewed.
  @Test
  void moreReviewsOfFailingLabels_takeNoTrust() {
    reviewed(60, 1, 40, 99, null);
    LiveCorrection few = corrected(window(10_000, 500));
    reviewed(540, 0, 360, 0, null);
    LiveCorrection many = corrected(window(10_000, 500));

    assertThat(many.trust()).isEqualTo(few.trust()).isNotEqualTo(Grade.REFUSED);
    assertThat(many.value()).isCloseTo(few.value(), within(1e-9));
  }

  @Test
  void tooFewReviewsOfPassingLabels_areRefused() {
    reviewed(60, 0, 40, 19, null);

    assertThat(corrected(window(10_000, 500)).trust()).isEqualTo(Grade.REFUSED);
  }

  /// Failing labels are reviewed always, passing ones one time in ten. Of the traffic 60 of 160
  /// failing answers are found, of the reviewed ones 60 of 70: 0.38 + 0.95 - 1 is not much.
  @Test
  void weights_tellHowGoodTheJudgeIsOnTheTraffic() {
    reviewed(60, 0, 40, 0, 1.0);
    reviewed(0, 10, 0, 80, 10.0);

    assertThat(corrected(window(1_000, 100)).trust()).isNotEqualTo(Grade.OK);
  }

  @Test
  void withoutLabels_thereIsNoCorrection() {
    assertThat(LiveCorrection.of(LiveLabels.of(agreement), window(100, 10))).isEmpty();
  }

  /// 45 of 50 failing labels are confirmed, 4 of 200 passing ones are wrong; the judge fails 6 %:
  /// 0.06 x 0.9 + 0.94 x 0.02 = 0.0728.
  @Test
  void labelsOfUnknownChoice_areWeighedByTheLabelsOfTheWindow() {
    reviewed(45, 4, 5, 196, null);

    LiveCorrection corrected = corrected(window(1_000, 60));

    assertThat(corrected.basis()).isEqualTo(Basis.HUMAN_FLAGGED);
    assertThat(corrected.trust()).isEqualTo(Grade.OK);
    assertThat(corrected.value()).isCloseTo(0.0728, within(1e-9));
    assertThat(corrected.interval().low()).isBetween(0.04, 0.0728);
    assertThat(corrected.interval().high()).isBetween(0.0728, 0.12);
    assertThat(corrected.labelled()).isEqualTo(250);
  }

  /// People fail 36 of 120, the judge 30 of 120 and 25 % of the window, so nothing is moved: 0.3.
  @Test
  void randomLabels_moveTheRateByWhatTheJudgeMisses() {
    reviewed(30, 6, 0, 84, 10.0);

    LiveCorrection corrected = corrected(window(1_000, 250));

    assertThat(corrected.basis()).isEqualTo(Basis.HUMAN_RANDOM);
    assertThat(corrected.trust()).isEqualTo(Grade.OK);
    assertThat(corrected.value()).isCloseTo(0.3, within(1e-9));
    assertThat(corrected.labelled()).isEqualTo(120);
  }

  @Test
  void randomLabels_followTheJudgeIntoTheWindow() {
    reviewed(30, 6, 0, 84, 10.0);

    assertThat(corrected(window(1_000, 290)).value()).isBetween(0.31, 0.34);
  }

  /// The reviewer saw failing labels ten times as often: weights make up for it. People fail 40 of
  /// 40 failing labels of weight 1 and none of 40 passing ones of weight 10, 40 / 440.
  @Test
  void randomLabels_haveTheirWeights() {
    reviewed(40, 0, 0, 0, 1.0);
    reviewed(0, 0, 0, 40, 10.0);

    assertThat(corrected(window(4_400, 400)).value()).isCloseTo(40 / 440.0, within(1e-9));
  }

  @Test
  void windowOfOtherTraffic_isRefusedWithRandomLabels() {
    reviewed(30, 6, 0, 84, 10.0);

    LiveCorrection corrected = corrected(window(1_000, 600));

    assertThat(corrected.trust()).isEqualTo(Grade.REFUSED);
    assertThat(corrected.value()).isNull();
    assertThat(corrected.interval()).isEqualTo(Interval.UNKNOWN);
    assertThat(corrected.labelled()).isEqualTo(120);
  }

  @Test
  void windowThatTellsLessThanTheLabels_isWide() {
    reviewed(30, 6, 0, 84, 10.0);

    assertThat(corrected(window(119, 30)).trust()).isEqualTo(Grade.WIDE);
    assertThat(corrected(window(120, 30)).trust()).isEqualTo(Grade.OK);
  }

  /// 300 random labels and 1000 judged answers of one traffic: people fail 20 %, the judge has a
  /// sensitivity of 0.9 and a specificity of 0.95. Three standard errors are exceeded once in 370.
  /// In an incident people fail 50 %.
  @Test
  void windowOfTheSameTraffic_isHardlyEverRefused_andCoversTheTruth() {
    SplittableRandom random = new SplittableRandom(20_260_301);
    int refused = 0;
    int covered = 0;
    int incidents = 0;
    for (int round = 0; round < 1_000; round++) {
      LiveLabels labels = drawn(random, 300, 0.2);
      LiveCorrection same = LiveCorrection.of(labels, judged(random, 1_000, 0.2)).orElseThrow();
      LiveCorrection other = LiveCorrection.of(labels, judged(random, 1_000, 0.5)).orElseThrow();
      refused += same.trust() == Grade.REFUSED ? 1 : 0;
      covered += same.interval().low() <= 0.2 && 0.2 <= same.interval().high() ? 1 : 0;
      incidents += other.trust() == Grade.REFUSED ? 1 : 0;
    }

    assertThat(refused).isLessThan(15);
    assertThat(covered).isGreaterThan(930);
    assertThat(incidents).isEqualTo(1_000);
  }

  private static LiveLabels drawn(SplittableRandom random, int n, double share) {
    HumanChecked checked = HumanChecked.EMPTY;
    Checked counts = Checked.EMPTY;
    for (int i = 0; i < n; i++) {
      boolean human = random.nextDouble() < share;
      boolean judge = random.nextDouble() < (human ? 0.9 : 0.05);
      checked = checked.plus(10, human, judge);
      counts = counts.plus(human, judge);
    }
    return new LiveLabels(checked, counts, Checked.EMPTY);
  }

  private static RateSums judged(SplittableRandom random, int n, double share) {
    int failing = 0;
    for (int i = 0; i < n; i++) {
      boolean fails = random.nextDouble() < share;
      failing += random.nextDouble() < (fails ? 0.9 : 0.05) ? 1 : 0;
    }
    return window(n, failing);
  }

  @Test
  void fewerThanTwentyOfAClass_areRefused() {
    reviewed(19, 0, 0, 100, null);
    assertThat(corrected(window(1_000, 100)).trust()).isEqualTo(Grade.REFUSED);

    reviewed(1, true, true, null);
    assertThat(corrected(window(1_000, 100)).trust()).isNotEqualTo(Grade.REFUSED);
  }

  @Test
  void judgeByChance_isRefused() {
    reviewed(50, 50, 50, 50, null);

    assertThat(corrected(window(1_000, 500)).value()).isNull();
  }

  @Test
  void emptyWindow_isRefused() {
    reviewed(30, 6, 0, 84, 10.0);

    assertThat(corrected(RateSums.EMPTY).trust()).isEqualTo(Grade.REFUSED);
  }

  @Test
  void labelsThatAreTrustedMore_areTaken() {
    reviewed(5, 0, 0, 5, 10.0);
    reviewed(45, 4, 5, 196, null);

    LiveCorrection corrected = corrected(window(1_000, 60));

    assertThat(corrected.basis()).isEqualTo(Basis.HUMAN_FLAGGED);
    assertThat(corrected.labelled()).isEqualTo(250);
  }

  @Test
  void weightsThatAreTakenBack_leaveNothingBehind() {
    LabelPair heavy =
        new LabelPair(
            Turns.APP, "toxicity", "1", "default", "human", "a", true, "a", true, 1e18, 1);
    LabelPair light = LabelPair.newBuilder(heavy).setWeight(1.5).build();
    agreement = Cells.plus(agreement, light, Turns.NOON);
    agreement = Cells.plus(agreement, heavy, Turns.NOON);
    agreement = Cells.plus(agreement, LabelPair.newBuilder(heavy).setCount(-1).build(), Turns.NOON);

    assertThat(agreement.getCells().getFirst().getSumW()).isBetween(1.0, 1.5);
    assertThat(LiveLabels.of(agreement).random().wBoth()).isPositive();
    agreement = Cells.plus(agreement, LabelPair.newBuilder(light).setCount(-1).build(), Turns.NOON);
    assertThat(agreement.getCells()).isEmpty();
  }
}
