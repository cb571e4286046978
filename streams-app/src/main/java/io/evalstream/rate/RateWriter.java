package io.evalstream.rate;

import io.evalstream.event.EvalRate;
import io.evalstream.state.RateState;
import io.evalstream.state.RetrievalSums;
import io.evalstream.stats.MissingBounds;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.time.Instant;
import java.util.List;

/// Writes what the sums of a window say.
///
/// @param corrections what tells how judges err, the best basis first
record RateWriter(List<Correction> corrections) {

  RateWriter {
    corrections = List.copyOf(corrections);
  }

  EvalRate write(Window window, RateState state, boolean isFinal, Instant now) {
    RateSums sums = Sums.of(state);
    RateEstimate estimate = sums.estimate();
    Series series = window.series();
    EvalRate.Builder rate =
        EvalRate.newBuilder()
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
            .setUpdatedAt(now);
    MissingBounds bounds = MissingBounds.of(sums, state.getMissing());
    if (bounds.missing() != null) {
      rate.setMissing(bounds.missing())
          .setWorstLow(bounds.range().low())
          .setWorstHigh(bounds.range().high());
    }
    Correction.best(corrections, series, state, estimate).ifPresent(rate::setCorrected);
    RetrievalSums retrieval = state.getRetrieval();
    if (retrieval != null) {
      rate.setRetrieval(Retrievals.quality(retrieval));
    }
    return rate.build();
  }
}
