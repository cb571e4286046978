package io.evalstream.rate;

import io.evalstream.event.EvalRate;
import io.evalstream.state.Observation;
import io.evalstream.state.RateState;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// How evaluations add up to a rate.
final class Sums {

  private Sums() {}

  static RateState empty(Instant now) {
    return new RateState(0L, 0.0, 0.0, 0.0, 0.0, 0.0, Map.of(), Map.of(), 0L, now, false, 0, null);
  }

  static RateState plus(RateState state, Observation observation, Instant now) {
    double weight = 1 / observation.getSamplingProbability();
    Map<String, Long> outcomes = new HashMap<>(state.getOutcomes());
    outcomes.merge(observation.getOutcome(), 1L, Long::sum);
    RateState.Builder next =
        RateState.newBuilder(state)
            .setSeen(state.getSeen() + weight)
            .setOutcomes(outcomes)
            .setUpdatedAt(now)
            .setClosed(false);
    if (observation.getLabel() != null && observation.getFailing() != null) {
      boolean failing = observation.getFailing();
      RateSums sums = sums(state).plus(weight, failing ? 1 : 0);
      Map<String, Long> labels = new HashMap<>(state.getLabels());
      labels.merge(observation.getLabel(), 1L, Long::sum);
      next.setN(sums.n())
          .setSumW(sums.w())
          .setSumW2(sums.w2())
          .setSumWx(sums.a())
          .setSumW2x(sums.b())
          .setLabels(labels)
          .setFailing(state.getFailing() + (failing ? 1 : 0));
    }
    return next.build();
  }

  static EvalRate rate(Window window, RateState state, boolean isFinal, Instant now) {
    RateEstimate estimate = sums(state).estimate();
    Series series = window.series();
    return EvalRate.newBuilder()
        .setApp(series.app())
        .setEvaluator(series.evaluator())
        .setDimension(series.dimension())
        .setValue(series.value())
        .setWindowMs(window.lengthMillis())
        .setWindowStart(Instant.ofEpochMilli(window.startMillis()))
        .setWindowEnd(Instant.ofEpochMilli(window.endMillis()))
        .setSeen(state.getSeen())
        .setSampled(state.getOutcomes().values().stream().mapToLong(Long::longValue).sum())
        .setJudged(state.getN())
        .setFailing(state.getFailing())
        .setRate(estimate.rate())
        .setLow(estimate.low())
        .setHigh(estimate.high())
        .setEffectiveN(estimate.effectiveN())
        .setLabels(state.getLabels())
        .setOutcomes(state.getOutcomes())
        .setFinal$(isFinal)
        .setRevision(state.getRevision())
        .setUpdatedAt(now)
        .build();
  }

  private static RateSums sums(RateState state) {
    return RateSums.ofBinary(
        state.getN(), state.getSumW(), state.getSumW2(), state.getSumWx(), state.getSumW2x());
  }
}
