package io.evalstream.app;

import io.evalstream.judgement.ObservationWriter;
import io.evalstream.state.Observation;
import java.time.Instant;

/// What rates and alerts see of evaluations of toxicity.
public final class Observations {

  private Observations() {}

  public static Observation passing(String traceId, Instant occurredAt) {
    return ObservationWriter.of(Evaluations.passing(traceId, occurredAt));
  }

  public static Observation failing(String traceId, Instant occurredAt) {
    return ObservationWriter.of(Evaluations.failing(traceId, occurredAt));
  }
}
