package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.WireConnection;
import io.evalstream.devcluster.wire.WireRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Takes the calls for replies of the model, each the way the faults of the moment say.
///
/// A call may sleep, so it must come on a virtual thread. Safe for many threads.
final class JudgeCalls {

  private final Answerer answerer;
  private final InstantSource clock;
  private final CallCounts counts = new CallCounts();
  private final Places places = new Places();
  private final AtomicLong ids = new AtomicLong();
  private volatile Conduct conduct;

  JudgeCalls(Answerer answerer, Faults faults, InstantSource clock) {
    this.answerer = answerer;
    this.clock = clock;
    this.conduct = Conduct.of(faults);
    places.setNumber(faults.capacity());
  }

  synchronized void setFaults(Faults faults) {
    conduct = conduct.changedTo(faults);
    places.setNumber(faults.capacity());
  }

  Faults faults() {
    return conduct.faults();
  }

  JudgeStats stats() {
    return counts.stats(places);
  }

  /// Sets all counts to zero.
  JudgeStats resetStats() {
    counts.reset();
    return stats();
  }

  /// Takes one call from its request to its end.
  ///
  /// Faults that change after it was counted do not touch it. A client that has its reply finds it
  /// counted as over.
  void handle(Dialect dialect, WireRequest http, WireConnection connection)
      throws IOException, InterruptedException {
    Conduct now = conduct;
    counts.begin();
    Deed deed;
    try {
      deed =
          new JudgeCall(
                  ids.incrementAndGet(),
                  clock.instant(),
                  http.header("Idempotency-Key").orElse(null),
                  dialect,
                  now,
                  answerer,
                  counts,
                  places)
              .deed(http, connection);
      if (deed instanceof Deed.Hang) {
        deed.perform(connection);
        return;
      }
    } finally {
      counts.end();
    }
    deed.perform(connection);
  }
}
