package io.evalstream.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.app.Observations;
import io.evalstream.app.Turns;
import io.evalstream.event.CorrectedShare;
import io.evalstream.judgement.Calibration;
import io.evalstream.state.Observation;
import io.evalstream.state.RateState;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchmarkCorrectionTest {

  private static final Series SERIES = Series.whole(Turns.APP, "toxicity");
  private static final CorrectedShare REFUSED =
      new CorrectedShare("benchmark", "refused", null, 0.0, 1.0, 30L);

  /// One of five labels fails. Of a hundred failing answers the judge fails 90, of a hundred
  /// passing ones it passes 95: (0.2 + 0.95 - 1) / (0.9 + 0.95 - 1) of the answers fail.
  @Test
  void rate_isCorrectedByHowTheJudgeErred() {
    CorrectedShare share = corrected(entry(90, 10, 5, 95), labels(1, 4)).orElseThrow();

    assertThat(share.getBasis()).isEqualTo("benchmark");
    assertThat(share.getTrust()).isEqualTo("ok");
    assertThat(share.getValue()).isCloseTo(0.15 / 0.85, within(1e-12));
    assertThat(share.getLow()).isLessThan(share.getValue());
    assertThat(share.getHigh()).isGreaterThan(share.getValue());
    assertThat(share.getLabelled()).isEqualTo(200);
  }

  @Test
  void judgeLittleBetterThanChance_isTrustedLess() {
    assertThat(corrected(entry(70, 30, 20, 80), labels(1, 4)))
        .map(CorrectedShare::getTrust)
        .contains("wide");
  }

  @Test
  void fewCases_areRefusedWithoutAValue() {
    assertThat(corrected(entry(14, 1, 1, 14), labels(1, 4))).contains(REFUSED);
  }

  @Test
  void otherVersionOrJudge_saysNothing() {
    Calibration.Entry entry = entry(90, 10, 5, 95);

    assertThat(corrected(entry, labels(state(), "2", "default"))).isEmpty();
    assertThat(corrected(entry, labels(state(), "1", "other"))).isEmpty();
  }

  @Test
  void labelsOfSeveral_areNotCorrected() {
    Calibration.Entry entry = entry(90, 10, 5, 95);
    RateState first = labels(state(), "1", "default");

    assertThat(corrected(entry, labels(first, "1", "default"))).isPresent();
    assertThat(corrected(entry, labels(first, "2", "default"))).isEmpty();
    assertThat(corrected(entry, labels(first, "1", "other"))).isEmpty();
  }

  @Test
  void windowWithoutLabels_isNotCorrected() {
    assertThat(corrected(entry(90, 10, 5, 95), state())).isEmpty();
  }

  @Test
  void firstBasisThatIsNotRefused_counts() {
    CorrectedShare good = new CorrectedShare("human_random", "wide", 0.1, 0.0, 0.3, 60L);
    Correction refused = (series, state, raw) -> Optional.of(REFUSED);
    Correction silent = (series, state, raw) -> Optional.empty();
    Correction speaking = (series, state, raw) -> Optional.of(good);

    assertThat(best(refused, silent, speaking)).contains(good);
    assertThat(best(silent, refused)).contains(REFUSED);
    assertThat(best(silent)).isEmpty();
  }

  private static Optional<CorrectedShare> best(Correction... bases) {
    RateState state = labels(1, 4);
    return Correction.best(List.of(bases), SERIES, state, Sums.of(state).estimate());
  }

  private static Optional<CorrectedShare> corrected(Calibration.Entry entry, RateState state) {
    Correction benchmark = new BenchmarkCorrection(new Calibration(List.of(entry)));
    return Correction.best(List.of(benchmark), SERIES, state, Sums.of(state).estimate());
  }

  private static Calibration.Entry entry(long tp, long fn, long fp, long tn) {
    return new Calibration.Entry(
        null,
        "toxicity",
        "1",
        "default",
        null,
        tp,
        fn,
        fp,
        tn,
        0,
        "rows.jsonl",
        LocalDate.of(2026, 3, 1));
  }

  private static RateState state() {
    return Sums.empty(Turns.NOON);
  }

  private static RateState labels(int failing, int passing) {
    RateState state = state();
    for (int i = 0; i < failing + passing; i++) {
      state =
          plus(
              state,
              i < failing
                  ? Observations.failing("t-" + i, Turns.NOON)
                  : Observations.passing("t-" + i, Turns.NOON));
    }
    return state;
  }

  private static RateState labels(RateState before, String version, String judge) {
    return plus(
        before,
        Observation.newBuilder(Observations.failing("t", Turns.NOON))
            .setEvaluatorVersion(version)
            .setJudge(judge)
            .build());
  }

  private static RateState plus(RateState state, Observation observation) {
    return new Sums(5).plus(state, observation, Turns.NOON);
  }
}
