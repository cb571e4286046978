package io.evalstream.rate;

import io.evalstream.judge.Outcome;
import io.evalstream.judgement.ObservationKind;
import io.evalstream.state.Observation;
import io.evalstream.state.Ranking;
import io.evalstream.state.RateState;
import io.evalstream.state.RetrievalSums;
import io.evalstream.stats.RateSums;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// How observations add up in a window.
///
/// @param retrievalK ranks that are looked at in the windows that begin now
record Sums(int retrievalK) {

  static RateState empty(Instant now) {
    return RateState.newBuilder()
        .setN(0)
        .setSumW(0)
        .setSumW2(0)
        .setSumWx(0)
        .setSumW2x(0)
        .setSeen(0)
        .setMissing(0)
        .setLabels(Map.of())
        .setOutcomes(Map.of())
        .setFailing(0)
        .setEvaluatorVersion("")
        .setJudge("")
        .setMixed(false)
        .setUpdatedAt(now)
        .setClosed(false)
        .setRevision(0)
        .build();
  }

  RateState plus(RateState state, Observation observation, Instant now) {
    RateState.Builder next = RateState.newBuilder(state).setUpdatedAt(now).setClosed(false);
    double weight = 1 / observation.getSamplingProbability();
    if (observation.getKind().equals(ObservationKind.RETRIEVAL)) {
      return next.setRetrieval(retrieval(state, observation, weight)).build();
    }
    next.setSeen(state.getSeen() + weight)
        .setOutcomes(plusOne(state.getOutcomes(), observation.getOutcome()));
    if (observation.getLabel() != null && observation.getFailing() != null) {
      label(next, state, observation, weight);
    } else if (!observation.getOutcome().equals(Outcome.NOT_EVALUABLE.wireName())) {
      next.setMissing(state.getMissing() + weight);
    }
    return next.build();
  }

  private RetrievalSums retrieval(RateState state, Observation observation, double weight) {
    RetrievalSums sums = state.getRetrieval();
    if (sums == null) {
      sums = Retrievals.empty(retrievalK);
    }
    for (Ranking ranking : observation.getRankings()) {
      sums = Retrievals.plus(sums, ranking, weight);
    }
    return sums;
  }

  private static void label(
      RateState.Builder next, RateState state, Observation observation, double weight) {
    boolean failing = observation.getFailing();
    RateSums sums = of(state).plus(weight, failing ? 1 : 0);
    next.setN(sums.n())
        .setSumW(sums.w())
        .setSumW2(sums.w2())
        .setSumWx(sums.a())
        .setSumW2x(sums.b())
        .setLabels(plusOne(state.getLabels(), observation.getLabel()))
        .setFailing(state.getFailing() + (failing ? 1 : 0));
    if (state.getN() == 0) {
      next.setEvaluatorVersion(observation.getEvaluatorVersion()).setJudge(observation.getJudge());
    } else if (!isOfTheSame(state, observation)) {
      next.setMixed(true);
    }
  }

  private static boolean isOfTheSame(RateState state, Observation observation) {
    return state.getEvaluatorVersion().equals(observation.getEvaluatorVersion())
        && state.getJudge().equals(observation.getJudge());
  }

  private static Map<String, Long> plusOne(Map<String, Long> counts, String key) {
    Map<String, Long> more = new HashMap<>(counts);
    more.merge(key, 1L, Long::sum);
    return more;
  }

  /// What a window remembers of its labels.
  static RateSums of(RateState state) {
    return RateSums.ofBinary(
        state.getN(), state.getSumW(), state.getSumW2(), state.getSumWx(), state.getSumW2x());
  }
}
