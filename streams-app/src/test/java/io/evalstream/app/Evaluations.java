package io.evalstream.app;

import io.evalstream.event.Evaluation;
import java.time.Instant;

/// Evaluations of toxicity by trace.
public final class Evaluations {

  private Evaluations() {}

  public static Evaluation passing(String traceId, Instant occurredAt) {
    return of(traceId, occurredAt, false);
  }

  public static Evaluation failing(String traceId, Instant occurredAt) {
    return of(traceId, occurredAt, true);
  }

  private static Evaluation of(String traceId, Instant occurredAt, boolean failing) {
    return Evaluation.newBuilder()
        .setEvaluationId("e-" + traceId)
        .setTraceId(traceId)
        .setApp(Turns.APP)
        .setEvaluator("toxicity")
        .setEvaluatorVersion("1")
        .setTarget("response")
        .setOutcome("judged")
        .setLabel(failing ? "toxic" : "non_toxic")
        .setFailing(failing)
        .setJudge("default")
        .setAttempts(1)
        .setSamplingProbability(1)
        .setOccurredAt(occurredAt)
        .setEvaluatedAt(occurredAt)
        .build();
  }
}
