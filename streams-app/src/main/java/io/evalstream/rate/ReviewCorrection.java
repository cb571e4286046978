package io.evalstream.rate;

import io.evalstream.event.CorrectedShare;
import io.evalstream.state.RateState;
import io.evalstream.stats.RateEstimate;
import java.util.Optional;

/// Corrects a rate by what people say of the judge.
///
/// People label answers of all models and prompts, so only the rate over all of them is corrected.
record ReviewCorrection(Reviewed reviewed) implements Correction {

  @Override
  public Optional<CorrectedShare> of(Series series, RateState state, RateEstimate raw) {
    if (!series.isWhole()) {
      return Optional.empty();
    }
    return reviewed.of(
        series.app(),
        series.evaluator(),
        state.getEvaluatorVersion(),
        state.getJudge(),
        Sums.of(state));
  }
}
