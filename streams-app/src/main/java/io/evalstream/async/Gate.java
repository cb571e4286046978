package io.evalstream.async;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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
/// *Threading:* safe for all threads. `tryEnter` never blocks. Every [Pass] has to be given back.
///
/// [1] Chiu and Jain 1989, https://doi.org/10.1016/0169-7552(89)90019-6
public final class Gate {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final long DECREASE_EVERY_MILLIS = 1000;
  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final String name;
  private final int cap;
  private final InstantSource clock;
  private final CircuitBreaker breaker;
  // States that the breaker has been in.
  private final AtomicInteger era = new AtomicInteger();

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
                .clock(clock.withZone(ZoneOffset.UTC))
                .build());
    breaker.getEventPublisher().onStateTransition(this::changed);
  }

  private void changed(CircuitBreakerOnStateTransitionEvent event) {
    era.incrementAndGet();
    LOG.atWarn()
        .addKeyValue("peer", name)
        .addKeyValue("from", event.getStateTransition().getFromState())
        .addKeyValue("to", event.getStateTransition().getToState())
        .log("circuit breaker changed");
  }

  public String name() {
    return name;
  }

  /// A pass for one call that starts now; null when none may start.
  synchronized @Nullable Pass tryEnter() {
    if (inFlight >= (int) limit || clock.millis() < pausedUntil) {
      return null;
    }
    if (!breaker.tryAcquirePermission()) {
      return null;
    }
    inFlight++;
    return new Pass(era.get());
  }

  /// The right to make one call. It is given back by the first of its methods that is called; what
  /// is called after that does nothing.
  final class Pass {

    private final int enteredIn;

    // Guarded by the gate.
    private boolean givenBack;

    private Pass(int enteredIn) {
      this.enteredIn = enteredIn;
    }

    /// The call has ended by itself.
    void leave(CallResult<?> result, long nanos) {
      synchronized (Gate.this) {
        if (giveBack()) {
          ended(result, nanos, concernsBreaker());
        }
      }
    }

    /// The call took too long.
    void leaveTimedOut(long nanos) {
      synchronized (Gate.this) {
        if (giveBack() && concernsBreaker()) {
          breaker.onError(nanos, TimeUnit.NANOSECONDS, new GivenUp());
        }
      }
    }

    /// The call is not wanted any more, or was not made. Says nothing of the peer.
    void withdraw() {
      synchronized (Gate.this) {
        if (giveBack() && concernsBreaker()) {
          breaker.releasePermission();
        }
      }
    }

    private boolean giveBack() {
      if (givenBack) {
        return false;
      }
      givenBack = true;
      inFlight--;
      return true;
    }

    /// A call from before the breaker opened says nothing of whether the peer has recovered, and
    /// holds none of the few permits of a half-open breaker.
    private boolean concernsBreaker() {
      return enteredIn == era.get();
    }
  }

  private void ended(CallResult<?> result, long nanos, boolean concernsBreaker) {
    switch (result) {
      case CallResult.Answered<?> _ -> {
        limit = Math.min(cap, limit + 1 / limit);
        if (concernsBreaker) {
          breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
      }
      case CallResult.Retry<?> retry when retry.overloaded() -> {
        // An overloaded peer works; the answer is to send less, not to stop.
        decrease();
        if (retry.after() != null) {
          pause(retry.after(), retry.reason());
        }
        if (concernsBreaker) {
          breaker.releasePermission();
        }
      }
      case CallResult.Retry<?> _ -> {
        if (concernsBreaker) {
          breaker.onError(nanos, TimeUnit.NANOSECONDS, new GivenUp());
        }
      }
      case CallResult.Pause<?> pause -> {
        rest(pause);
        if (concernsBreaker) {
          breaker.releasePermission();
        }
      }
    }
  }

  private void rest(CallResult.Pause<?> pause) {
    // A paused attempt does not count, so without a rest it would be repeated in a busy loop.
    Duration rest = pause.pause().compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : pause.pause();
    pause(rest, pause.reason());
    LOG.atError()
        .addKeyValue("peer", name)
        .addKeyValue("reason", pause.reason())
        .addKeyValue("detail", pause.detail())
        .addKeyValue("seconds", rest.toSeconds())
        .log("peer cannot be used; calls are paused");
  }

  private void decrease() {
    long now = clock.millis();
    if (now - lastDecrease >= DECREASE_EVERY_MILLIS) {
      lastDecrease = now;
      limit = Math.max(1, limit / 2);
    }
  }

  private void pause(Duration asked, String reason) {
    Duration pause = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
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
        : breaker.getState().name().toLowerCase(Locale.ROOT);
  }

  /// Stands for a failed call where the breaker asks for an exception.
  private static final class GivenUp extends Exception {

    private static final long serialVersionUID = 1L;

    private GivenUp() {
      super(null, null, false, false);
    }
  }
}
