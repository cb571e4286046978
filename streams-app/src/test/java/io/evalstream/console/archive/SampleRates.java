package io.evalstream.console.archive;

import io.evalstream.event.EvalRate;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import io.evalstream.topic.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Eval rates as the monitor would publish them.
public final class SampleRates {

  private SampleRates() {}

  public static EvalRate.Builder of(
      String app, String evaluator, Duration window, Instant start, long judged, long failing) {
    TrustedRecords.trust();
    RateEstimate estimate = RateSums.ofCounts(judged, failing).estimate();
    String bad = evaluator.equals("faithfulness") ? "unfaithful" : "irrelevant";
    String good = evaluator.equals("faithfulness") ? "faithful" : "relevant";
    return EvalRate.newBuilder()
        .setApp(app)
        .setEvaluator(evaluator)
        .setDimension("all")
        .setValue("*")
        .setWindowMs(window.toMillis())
        .setWindowStart(start)
        .setWindowEnd(start.plus(window))
        .setSeen(judged * 2.0)
        .setSampled(judged)
        .setJudged(judged)
        .setFailing(failing)
        .setRate(judged == 0 ? null : (Double) ((double) failing / judged))
        .setLow(estimate.low())
        .setHigh(estimate.high())
        .setEffectiveN(judged)
        .setLabels(Map.of(good, judged - failing, bad, failing))
        .setOutcomes(Map.of("judged", judged))
        .setFinal$(true)
        .setUpdatedAt(start.plus(window));
  }
}
