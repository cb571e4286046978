package io.evalstream.console.archive;

import java.util.Map;

/// What a judge did in a span of time.
///
/// @param outcomes how its judgements ended
/// @param costUsd of the judgements with a known price
/// @param unpriced judgements by a model without a known price
/// @param medianMillis from the request of a judgement to its end, waiting and retries included
/// @param p95Millis the same, of all but the slowest twentieth
public record JudgeUse(
    String judge,
    String judgeModel,
    long evaluations,
    Map<String, Long> outcomes,
    long inputTokens,
    long outputTokens,
    double costUsd,
    long unpriced,
    long cached,
    long medianMillis,
    long p95Millis) {

  public JudgeUse {
    outcomes = Map.copyOf(outcomes);
  }
}
