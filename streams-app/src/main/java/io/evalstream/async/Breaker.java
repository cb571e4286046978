package io.evalstream.async;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The circuit breaker of a gate: it opens when half of the recent calls failed, and then lets a
/// few try. A call counts only in the state that it was let in by: one from before the breaker
/// opened says nothing of whether the peer has recovered.
///
/// *Threading:* guarded by its gate.
final class Breaker {

  /// What a call says of its peer.
  enum Sign {
    GOOD,
    BAD,
    NONE
  }

  private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
  private static final int TRIALS = 5;
  private static final int FEWEST_CALLS = 20;
  // What is slow, the gate decides.
  private static final Duration LONGER_THAN_ANY_CALL = Duration.ofDays(1);

  private final String name;
  private final CircuitBreaker breaker;
  // States that it has been in.
  private int era;
  // Calls that were let in by the present one and count.
  private int entered;

  Breaker(String name, GateSettings settings, InstantSource clock) {
    this.name = name;
    this.breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.windowCalls())
                .minimumNumberOfCalls(Math.min(FEWEST_CALLS, settings.windowCalls()))
                .failureRateThreshold(50)
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .slowCallDurationThreshold(LONGER_THAN_ANY_CALL)
                .clock(clock.withZone(ZoneOffset.UTC))
                .build());
    breaker.getEventPublisher().onStateTransition(this::changed);
  }

  private void changed(CircuitBreakerOnStateTransitionEvent event) {
    era++;
    entered = 0;
    LOG.atWarn()
        .addKeyValue("peer", name)
        .addKeyValue("from", event.getStateTransition().getFromState())
        .addKeyValue("to", event.getStateTransition().getToState())
        .log("circuit breaker changed");
  }

  /// True when a call may start; its end has to be told with the [#era] of its start.
  ///
  /// @param ahead those for whom trials are to be left
  boolean tryEnter(int ahead) {
    if (breaker.getState() == CircuitBreaker.State.HALF_OPEN && entered + ahead >= TRIALS) {
      return false;
    }
    boolean enters = breaker.tryAcquirePermission();
    entered += enters ? 1 : 0;
    return enters;
  }

  int era() {
    return era;
  }

  void ended(int enteredIn, Sign sign, long nanos) {
    if (enteredIn != era) {
      return;
    }
    switch (sign) {
      case GOOD -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      case BAD -> breaker.onError(nanos, TimeUnit.NANOSECONDS, new GivenUp());
      case NONE -> {
        entered--;
        breaker.releasePermission();
      }
    }
  }

  boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  /// `closed`, `open` or `half_open`.
  String state() {
    return breaker.getState().name().toLowerCase(Locale.ROOT);
  }

  /// Stands for a failed call where the breaker asks for an exception.
  private static final class GivenUp extends Exception {

    private static final long serialVersionUID = 1L;

    private GivenUp() {
      super(null, null, false, false);
    }
  }
}
