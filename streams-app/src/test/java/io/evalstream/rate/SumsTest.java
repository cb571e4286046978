package io.evalstream.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.app.Observations;
import io.evalstream.app.Turns;
import io.evalstream.event.EvalRate;
import io.evalstream.judgement.ObservationKind;
import io.evalstream.state.Observation;
import io.evalstream.state.Ranking;
import io.evalstream.state.RateState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SumsTest {

  private static final Window WINDOW =
      Window.at(Series.whole(Turns.APP, "toxicity"), 60_000, Turns.NOON.toEpochMilli());

  /// A failing label that stands for one, a good one for three, an expired judgement for four, and
  /// one that is not evaluable for a hundred: 4 of 8 are missing, and the rate is between 1 of 8
  /// and 5 of 8.
  @Test
  void worstCase_leavesOutWhatIsNotEvaluable() {
    EvalRate rate =
        rate(
            Observations.failing("t-1", Turns.NOON),
            weighing(3, Observations.passing("t-2", Turns.NOON)),
            weighing(4, without("expired")),
            weighing(100, without("not_evaluable")));

    assertThat(rate.getMissing()).isCloseTo(0.5, within(1e-12));
    assertThat(rate.getWorstLow()).isCloseTo(0.125, within(1e-12));
    assertThat(rate.getWorstHigh()).isCloseTo(0.625, within(1e-12));
    assertThat(rate.getRate()).isCloseTo(0.25, within(1e-12));
    assertThat(rate.getSeen()).isCloseTo(108, within(1e-12));
    assertThat(rate.getOutcomes())
        .isEqualTo(Map.of("judged", 2L, "expired", 1L, "not_evaluable", 1L));
  }

  @Test
  void nothingWithoutALabel_isNothingMissing() {
    EvalRate rate = rate(Observations.failing("t-1", Turns.NOON));

    assertThat(rate.getMissing()).isZero();
    assertThat(rate.getWorstLow()).isEqualTo(1);
    assertThat(rate.getWorstHigh()).isEqualTo(1);
  }

  @Test
  void nothingWithALabel_canBeAnything() {
    EvalRate rate = rate(without("expired"));

    assertThat(rate.getMissing()).isEqualTo(1);
    assertThat(rate.getWorstLow()).isZero();
    assertThat(rate.getWorstHigh()).isEqualTo(1);
    assertThat(rate.getRate()).isNull();
  }

  @Test
  void nothingThatCouldHaveALabel_hasNoWorstCase() {
    EvalRate rate = rate(without("not_evaluable"));

    assertThat(rate.getMissing()).isNull();
    assertThat(rate.getWorstLow()).isNull();
    assertThat(rate.getWorstHigh()).isNull();
  }

  @Test
  void retrieval_isNoJudgement() {
    Observation retrieval =
        Observation.newBuilder(without("judged"))
            .setKind(ObservationKind.RETRIEVAL)
            .setRankings(List.of(new Ranking(List.of(true), 1), new Ranking(List.of(), 0)))
            .build();

    EvalRate rate = rate(Observations.failing("t-1", Turns.NOON), retrieval);

    assertThat(rate.getSampled()).isEqualTo(1);
    assertThat(rate.getSeen()).isEqualTo(1);
    assertThat(rate.getRetrieval().getQueries()).isEqualTo(2);
    assertThat(rate.getRetrieval().getHit().getValue()).isEqualTo(0.5);
  }

  /// Sums of different k must not be added, so a window keeps the k that it began with.
  @Test
  void retrievalK_staysForTheWindow() {
    Observation retrieval =
        Observation.newBuilder(without("judged"))
            .setKind(ObservationKind.RETRIEVAL)
            .setRankings(List.of(new Ranking(List.of(true, true), 2)))
            .build();

    RateState begun = new Sums(2).plus(Sums.empty(Turns.NOON), retrieval, Turns.NOON);
    RateState after = new Sums(4).plus(begun, retrieval, Turns.NOON);

    assertThat(after.getRetrieval().getK()).isEqualTo(2);
    assertThat(after.getRetrieval().getPrecision().getSumWx()).isEqualTo(2);
  }

  private static EvalRate rate(Observation... observations) {
    RateState state = Sums.empty(Turns.NOON);
    for (Observation observation : observations) {
      state = new Sums(5).plus(state, observation, Turns.NOON);
    }
    return new RateWriter(List.of()).write(WINDOW, state, false, Turns.NOON);
  }

  private static Observation without(String outcome) {
    return Observation.newBuilder(Observations.passing("t", Turns.NOON))
        .setOutcome(outcome)
        .setLabel(null)
        .setFailing(null)
        .build();
  }

  private static Observation weighing(double weight, Observation observation) {
    return Observation.newBuilder(observation).setSamplingProbability(1 / weight).build();
  }
}
