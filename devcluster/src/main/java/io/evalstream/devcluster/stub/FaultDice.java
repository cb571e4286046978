package io.evalstream.devcluster.stub;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;

/// Draws how each call ends, in the shares of [Faults].
///
/// The sequence of draws depends on the seed alone; which of several concurrent calls gets which
/// draw is up to their arrival. Safe for many threads.
final class FaultDice {

  private final Faults faults;
  private final SplittableRandom random;

  FaultDice(Faults faults) {
    this.faults = faults;
    this.random = new SplittableRandom(faults.seed());
  }

  /// The lot of one call.
  ///
  /// @param delay before anything is sent
  record Lot(Ending ending, Duration delay) {}

  Faults faults() {
    return faults;
  }

  synchronized Lot roll() {
    Ending ending = ending(random.nextDouble());
    double jitter = random.nextDouble();
    if (ending == Ending.RATE_LIMITED) {
      return new Lot(ending, Duration.ZERO);
    }
    long jitterNanos = (long) (faults.latencyJitter().toNanos() * jitter);
    return new Lot(ending, faults.latency().plusNanos(jitterNanos));
  }

  private Ending ending(double point) {
    double left = point;
    for (Map.Entry<Ending, Double> share : faults.shares().entrySet()) {
      left -= share.getValue();
      if (left < 0) {
        return share.getKey();
      }
    }
    return Ending.ANSWERED;
  }
}
