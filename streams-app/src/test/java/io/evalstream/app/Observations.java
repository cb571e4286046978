package io.evalstream.app;

import io.evalstream.judgement.ObservationKind;
import io.evalstream.judgement.ObservationWriter;
import io.evalstream.state.Observation;
import io.evalstream.state.Ranking;
import io.evalstream.trace.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// What rates and alerts see of evaluations of toxicity.
public final class Observations {

  private Observations() {}

  public static Observation passing(String traceId, Instant occurredAt) {
    return ObservationWriter.of(Evaluations.passing(traceId, occurredAt));
  }

  /// One of any kind that is counted, within the hour before noon.
  public static Observation any(Random random, String traceId) {
    Instant occurredAt = Turns.NOON.minusMillis(random.nextInt(3_600_000));
    Observation.Builder one =
        Observation.newBuilder(
                random.nextBoolean() ? passing(traceId, occurredAt) : failing(traceId, occurredAt))
            .setModel("m-" + random.nextInt(3))
            .setSamplingProbability(1.0 / (1 + random.nextInt(9)));
    return switch (random.nextInt(4)) {
      case 0 -> one.build();
      case 1 -> one.setOutcome("expired").setLabel(null).setFailing(null).build();
      case 2 -> one.setKind(ObservationKind.DIAGNOSIS).setEvaluator(Trace.DIAGNOSIS).build();
      default ->
          one.setKind(ObservationKind.RETRIEVAL)
              .setLabel(null)
              .setFailing(null)
              .setRankings(
                  List.of(new Ranking(List.of(random.nextBoolean(), true), 2 + random.nextInt(2))))
              .build();
    };
  }

  public static Observation failing(String traceId, Instant occurredAt) {
    return ObservationWriter.of(Evaluations.failing(traceId, occurredAt));
  }
}
