package io.evalstream.console.page;

import io.evalstream.event.EvalRate;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Rates of windows, one after the other.
final class Windows {

  static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

  private Windows() {}

  /// A minute of traffic, all of it judged.
  ///
  /// @param minute how many minutes ago it began
  static EvalRate.Builder minute(int minute, long judged, long failing) {
    RateEstimate estimate = RateSums.ofCounts(judged, failing).estimate();
    Instant start = NOW.minus(Duration.ofMinutes(minute));
    return EvalRate.newBuilder()
        .setApp("docs-bot")
        .setEvaluator("faithfulness")
        .setDimension("all")
        .setValue("*")
        .setWindowMs(60_000)
        .setWindowStart(start)
        .setWindowEnd(start.plusSeconds(60))
        .setSeen(judged)
        .setSampled(judged)
        .setJudged(judged)
        .setFailing(failing)
        .setRate(estimate.rate())
        .setLow(estimate.low())
        .setHigh(estimate.high())
        .setEffectiveN(estimate.effectiveN())
        .setLabels(Map.of("faithful", judged - failing, "unfaithful", failing))
        .setOutcomes(Map.of("judged", judged))
        .setFinal$(true)
        .setUpdatedAt(start.plusSeconds(60));
  }
}
