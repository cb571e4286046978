package io.evalstream.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Observations;
import io.evalstream.app.Turns;
import io.evalstream.event.CorrectedShare;
import io.evalstream.judgement.ObservationKind;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.Observation;
import io.evalstream.state.Ranking;
import io.evalstream.state.RateState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateBoardTest {

  private static final Window FIRST =
      Window.at(Series.whole(Turns.APP, "toxicity"), 60_000, Turns.NOON.toEpochMilli());
  private static final Window SECOND =
      Window.at(FIRST.series(), 60_000, Turns.NOON.plusSeconds(60).toEpochMilli());
  private static final Observation LABEL = Observations.failing("t-1", Turns.NOON);
  private static final Observation RETRIEVAL =
      Observation.newBuilder(LABEL)
          .setKind(ObservationKind.RETRIEVAL)
          .setRankings(List.of(new Ranking(List.of(false, true), 2)))
          .build();

  private static final CorrectedShare CORRECTED =
      new CorrectedShare("benchmark", "ok", 0.4, 0.2, 0.6, 100L);
  private static final CorrectedShare REFUSED =
      new CorrectedShare("benchmark", "refused", null, 0.0, 1.0, 10L);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RateBoard board = new RateBoard(new Meters(registry));

  @Test
  void rateWithoutRetrievals_hasNoGaugesOfThem() {
    show(FIRST, LABEL);

    assertThat(value(Metric.EVAL_RATE)).isEqualTo(1);
    assertThat(value(Metric.EVAL_MISSING)).isZero();
    assertThat(registry.find(Metric.RETRIEVAL_HIT.prometheusName()).gauges()).isEmpty();
  }

  @Test
  void firstRetrieval_bringsItsGauges() {
    show(FIRST, LABEL);
    show(FIRST, LABEL, RETRIEVAL);

    assertThat(value(Metric.RETRIEVAL_PRECISION)).isEqualTo(0.2);
    assertThat(value(Metric.RETRIEVAL_HIT)).isEqualTo(1);
    assertThat(value(Metric.RETRIEVAL_MRR)).isEqualTo(0.5);
    assertThat(value(Metric.RETRIEVAL_NDCG)).isGreaterThan(0.6).isLessThan(0.7);
  }

  @Test
  void newerWindowWithoutRetrievals_showsNoOldOnes() {
    show(FIRST, RETRIEVAL);
    show(SECOND, LABEL);

    assertThat(value(Metric.RETRIEVAL_HIT)).isNaN();
  }

  @Test
  void correctedRate_isShownUnlessItIsRefused() {
    show(FIRST, (series, state, raw) -> Optional.of(CORRECTED), LABEL);

    assertThat(value(Metric.EVAL_RATE_CORRECTED)).isEqualTo(0.4);
    assertThat(value(Metric.EVAL_RATE_CORRECTED_LOW)).isEqualTo(0.2);
    assertThat(value(Metric.EVAL_RATE_CORRECTED_HIGH)).isEqualTo(0.6);

    show(SECOND, (series, state, raw) -> Optional.of(REFUSED), LABEL);

    assertThat(value(Metric.EVAL_RATE_CORRECTED)).isNaN();
    assertThat(value(Metric.EVAL_RATE_CORRECTED_LOW)).isNaN();
    assertThat(value(Metric.EVAL_RATE_CORRECTED_HIGH)).isNaN();
  }

  @Test
  void gauges_leaveWithTheirTask() {
    show(FIRST, LABEL, RETRIEVAL);

    board.leave("0_0");

    assertThat(registry.getMeters()).isEmpty();
    assertThat(board.rates()).isEmpty();
  }

  @Test
  void gauges_leaveWithTheirSeries() {
    show(FIRST, LABEL, RETRIEVAL);

    board.remove(FIRST.series());

    assertThat(registry.getMeters()).isEmpty();
  }

  private void show(Window window, Observation... observations) {
    show(window, (series, state, raw) -> Optional.empty(), observations);
  }

  private void show(Window window, Correction correction, Observation... observations) {
    RateState state = Sums.empty(Turns.NOON);
    for (Observation observation : observations) {
      state = new Sums(5).plus(state, observation, Turns.NOON);
    }
    board.show("0_0", new RateWriter(List.of(correction)).write(window, state, false, Turns.NOON));
  }

  private double value(Metric metric) {
    return registry.get(metric.prometheusName()).gauges().stream().mapToDouble(Gauge::value).sum();
  }
}
