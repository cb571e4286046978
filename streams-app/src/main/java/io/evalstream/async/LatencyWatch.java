package io.evalstream.async;

import java.time.Duration;

/// Tells when calls take so long that fewer at one time would be better.
///
/// *How it works:* a smoothed latency above the limit asks for a decrease. Then the calls that
/// started after it are measured: when they are not at least a tenth faster, concurrency was not
/// the cause, the decrease is to be taken back, and latency is left alone for a while. So a peer
/// that is slow by nature is not throttled to a single call.
///
/// *Threading:* guarded by its gate.
final class LatencyWatch {

  enum Advice {
    NONE,
    DECREASE,
    TAKE_BACK
  }

  private static final double SMOOTHING = 1.0 / 16;
  private static final int TRIAL_CALLS = 16;
  private static final double BETTER = 0.9;
  private static final Duration REST = Duration.ofMinutes(10);

  private final double limitMillis;
  private double smoothed;
  private double beforeTrial;
  private double trialSum;
  private int trialCalls;
  private boolean trying;
  private long restingUntil;

  LatencyWatch(Duration limit) {
    this.limitMillis = limit.toMillis();
  }

  /// Takes in a call that ended by itself or was given up.
  ///
  /// @param sinceDecrease whether it started after the last decrease
  Advice ended(double millis, boolean sinceDecrease, long now) {
    smoothed = smoothed == 0 ? millis : smoothed + SMOOTHING * (millis - smoothed);
    if (trying) {
      return sinceDecrease ? trial(millis, now) : Advice.NONE;
    }
    if (now < restingUntil || smoothed <= limitMillis || !sinceDecrease) {
      return Advice.NONE;
    }
    trying = true;
    beforeTrial = smoothed;
    trialSum = 0;
    trialCalls = 0;
    return Advice.DECREASE;
  }

  private Advice trial(double millis, long now) {
    trialSum += millis;
    if (++trialCalls < TRIAL_CALLS) {
      return Advice.NONE;
    }
    trying = false;
    smoothed = trialSum / trialCalls;
    if (smoothed <= BETTER * beforeTrial) {
      return Advice.NONE;
    }
    restingUntil = now + REST.toMillis();
    return Advice.TAKE_BACK;
  }
}
