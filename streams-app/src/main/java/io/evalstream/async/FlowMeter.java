package io.evalstream.async;

/// Measures one flow: how many requests are pending, and how fast they end while there is a queue.
///
/// *How it works:* by Little's law [1] a request that comes now takes as long as those before it
/// need to end: pending requests over endings per second. Endings are counted, with a memory of
/// some seconds, only while requests queue: without a queue they say how much was asked, not how
/// much can be done. While too few have ended to tell, the time that the first in the queue has
/// waited so far stands for it.
///
/// *Threading:* the stream thread only.
///
/// [1] Little 1961, https://doi.org/10.1287/opre.9.3.383
final class FlowMeter {

  private static final double MEMORY_MILLIS = 15_000;
  private static final long FORGOTTEN_AFTER_MILLIS = 60_000;
  private static final double FEWEST_ENDED = 1;

  private int pending;
  private int endedSince;
  private double ended;
  private double millis;
  private long measuredAt;
  private boolean queued;
  private long busyAt;

  FlowMeter(long now) {
    this.measuredAt = now;
    this.busyAt = now;
  }

  void admitted() {
    pending++;
  }

  void ended() {
    pending--;
    endedSince++;
  }

  int pending() {
    return pending;
  }

  /// Closes one stretch of time.
  ///
  /// @param queuesNow whether requests of the flow are in the queue
  void measure(boolean queuesNow, long now) {
    double passed = Math.max(0, now - measuredAt);
    if (queued) {
      double kept = Math.exp(-passed / MEMORY_MILLIS);
      ended = kept * ended + endedSince;
      millis = kept * millis + passed;
    }
    busyAt = pending > 0 || endedSince > 0 ? now : busyAt;
    queued = queuesNow;
    endedSince = 0;
    measuredAt = now;
  }

  /// Whether it holds nothing that still tells.
  boolean isForgotten(long now) {
    return pending == 0 && now - busyAt > FORGOTTEN_AFTER_MILLIS;
  }

  /// @param waitedMillis how long the first in the queue has waited
  long expectedWaitMillis(long waitedMillis) {
    if (!queued) {
      return 0;
    }
    double predicted = ended >= FEWEST_ENDED ? pending * millis / ended : 0;
    return Math.max(waitedMillis, (long) predicted);
  }
}
