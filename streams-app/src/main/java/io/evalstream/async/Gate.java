package io.evalstream.async;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets calls to one peer through, or not: concurrency, circuit breaker, pauses.
///
/// *When to use:* one gate per endpoint and model, shared by all tasks of a process.
///
/// *How it works:* additive increase, multiplicative decrease [1]. The concurrency limit starts at
/// its cap, halves when the peer says that it is overloaded (at most once a second), and grows by
/// one for each full round of good calls. A pause that the peer asks for holds back everybody. The
/// breaker opens when half of the recent calls failed; while it is open nothing is tried.
///
/// *Threading:* safe for all threads. `tryEnter` never blocks. Every successful `tryEnter` is
/// followed by exactly one of `leave`, `leaveTimedOut` and `withdraw`.
///
/// [1] Chiu and Jain 1989, https://doi.org/10.1016/0169-7552(89)90019-6
public final class Gate {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final long DECREASE_EVERY_MILLIS = 1000;

  private final String name;
  private final int cap;
  private final InstantSource clock;
  private final CircuitBreaker breaker;

  // Guarded by this.
  private double limit;
  private int inFlight;
  private long pausedUntil;
  private String pauseReason = "";
  private long lastDecrease;

  public Gate(String name, GateSettings settings, InstantSource clock) {
    this.name = name;
    this.cap = settings.maxInFlight();
    this.limit = cap;
    this.clock = clock;
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.windowCalls())
                .minimumNumberOfCalls(Math.min(20, settings.windowCalls()))
                .failureRateThreshold(50)
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(5)
                .maxWaitDurationInHalfOpenState(Duration.ofSeconds(60))
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                LOG.atWarn()
                    .addKeyValue("peer", name)
                    .addKeyValue("from", event.getStateTransition().getFromState())
                    .addKeyValue("to", event.getStateTransition().getToState())
                    .log("circuit breaker changed"));
  }

  public String name() {
    return name;
  }

  /// True when one call may start now.
  synchronized boolean tryEnter() {
    if (inFlight >= (int) limit || clock.millis() < pausedUntil) {
      return false;
    }
    if (!breaker.tryAcquirePermission()) {
      return false;
    }
    inFlight++;
    return true;
  }

  /// A call that entered has ended by itself.
  synchronized void leave(CallResult<?> result, long nanos) {
    inFlight--;
    switch (result) {
      case CallResult.Answered<?> answered -> {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        limit = Math.min(cap, limit + 1 / limit);
      }
      case CallResult.Retry<?> retry -> failed(retry, nanos);
      case CallResult.Pause<?> pause -> {
        breaker.releasePermission();
        pause(pause.pause(), pause.reason());
        LOG.atError()
            .addKeyValue("peer", name)
            .addKeyValue("reason", pause.reason())
            .addKeyValue("detail", pause.detail())
            .addKeyValue("seconds", pause.pause().toSeconds())
            .log("peer cannot be used; calls are paused");
      }
    }
  }

  /// A call that entered took too long.
  synchronized void leaveTimedOut(long nanos) {
    inFlight--;
    breaker.onError(nanos, TimeUnit.NANOSECONDS, new GivenUp());
  }

  /// A call that entered, or was about to, is not wanted any more. Says nothing of the peer.
  synchronized void withdraw() {
    inFlight--;
    breaker.releasePermission();
  }

  private void failed(CallResult.Retry<?> retry, long nanos) {
    if (retry.overloaded()) {
      // An overloaded peer works; the answer is to send less, not to stop.
      breaker.releasePermission();
      decrease();
      if (retry.after() != null) {
        pause(retry.after(), retry.reason());
      }
    } else {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, new GivenUp());
    }
  }

  private void decrease() {
    long now = clock.millis();
    if (now - lastDecrease >= DECREASE_EVERY_MILLIS) {
      lastDecrease = now;
      limit = Math.max(1, limit / 2);
    }
  }

  private void pause(Duration pause, String reason) {
    pausedUntil = Math.max(pausedUntil, clock.millis() + pause.toMillis());
    pauseReason = reason;
  }

  public synchronized int inFlight() {
    return inFlight;
  }

  /// The concurrency that is allowed at the moment.
  public synchronized int limit() {
    return (int) limit;
  }

  /// `closed`, `open`, `half_open`, or `paused: reason`.
  public synchronized String state() {
    return clock.millis() < pausedUntil
        ? "paused: " + pauseReason
        : breaker.getState().name().toLowerCase(java.util.Locale.ROOT);
  }

  /// Stands for a failed call where the breaker asks for an exception.
  private static final class GivenUp extends Exception {

    private static final long serialVersionUID = 1L;

    private GivenUp() {
      super(null, null, false, false);
    }
  }
}
