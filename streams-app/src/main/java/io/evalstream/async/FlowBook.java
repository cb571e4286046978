package io.evalstream.async;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The flows of one task: who has how much pending, and who may have more.
///
/// *Threading:* the stream thread only.
final class FlowBook {

  // The last places are for flows that have less than their even part.
  private static final double RESERVED = 0.1;

  private final Map<Flow, FlowMeter> meters = new HashMap<>();
  private final int maxPending;
  private int pending;
  // Flows with something pending.
  private int active;

  FlowBook(int maxPending) {
    this.maxPending = maxPending;
  }

  void admitted(Flow flow, long now) {
    FlowMeter meter = meters.computeIfAbsent(flow, key -> new FlowMeter(now));
    active += meter.pending() == 0 ? 1 : 0;
    meter.admitted();
    pending++;
  }

  void ended(Flow flow) {
    FlowMeter meter = meters.get(flow);
    if (meter == null) {
      throw new IllegalStateException("flow " + flow + " has nothing pending");
    }
    meter.ended();
    active -= meter.pending() == 0 ? 1 : 0;
    pending--;
  }

  /// Whether one more request of the flow would be one too many.
  boolean isFull(Flow flow) {
    boolean nearlyFull = pending >= maxPending * (1 - RESERVED);
    return pending >= maxPending || (nearlyFull && hasItsPart(pendingOf(flow)));
  }

  private int pendingOf(Flow flow) {
    FlowMeter meter = meters.get(flow);
    return meter == null ? 0 : meter.pending();
  }

  /// Its even part of what is pending, or more.
  private boolean hasItsPart(int ofFlow) {
    return ofFlow > 0 && (long) ofFlow * active >= pending;
  }

  /// Closes one stretch of time.
  ///
  /// @param queuedSince when the first in the queue of a flow began to wait; null without a queue
  Map<Flow, FlowLoad> measure(Function<Flow, @Nullable Long> queuedSince, long now) {
    meters.values().removeIf(meter -> meter.isForgotten(now));
    Map<Flow, FlowLoad> loads = new HashMap<>();
    meters.forEach((flow, meter) -> loads.put(flow, measure(meter, queuedSince.apply(flow), now)));
    return loads;
  }

  private FlowLoad measure(FlowMeter meter, @Nullable Long since, long now) {
    meter.measure(since != null, now);
    long waited = since == null ? 0 : Math.max(0, now - since);
    double fill = hasItsPart(meter.pending()) ? (double) pending / maxPending : 0;
    return new FlowLoad(meter.pending(), meter.expectedWaitMillis(waited), fill);
  }
}
