package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Gate.Claim;
import io.evalstream.async.Gate.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A gate with one task before it, and a clock that the test moves.
final class GateUnderTest {

  static final Duration OPEN_FOR = Duration.ofSeconds(10);
  static final Duration SLOW = Duration.ofSeconds(30);
  static final CallResult<String> ANSWERED = new CallResult.Answered<>("yes");
  static final CallResult<String> FAILED = new CallResult.Retry<>("io", "", null, false);
  static final CallResult<String> OVERLOADED = new CallResult.Retry<>("http_429", "", null, true);

  private static final long AT_ONCE = 1;

  final ManualClock clock = new ManualClock();
  final Gate gate;
  final Claim claim;
  double share = 1;

  private GateUnderTest(GateSettings settings) {
    this.gate = new Gate("peer", settings, clock, () -> share);
    this.claim = gate.claim();
  }

  static GateUnderTest of(int maxInFlight) {
    return of(maxInFlight, null, null);
  }

  static GateUnderTest of(
      int maxInFlight, @Nullable Long requestsPerMinute, @Nullable Long unitsPerMinute) {
    return new GateUnderTest(
        new GateSettings(maxInFlight, OPEN_FOR, 20, SLOW, requestsPerMinute, unitsPerMinute));
  }

  static CallResult<String> overloadedUntil(Duration after) {
    return new CallResult.Retry<>("http_429", "", after, true);
  }

  static CallResult<String> paused(Duration pause) {
    return new CallResult.Pause<>("quota", "no quota left", pause);
  }

  Pass enter() {
    Pass pass = claim.tryEnter();
    assertThat(pass).as("a pass").isNotNull();
    return pass;
  }

  boolean isShut() {
    Pass pass = claim.tryEnter();
    if (pass != null) {
      pass.cancel();
    }
    return pass == null;
  }

  /// Makes a call that ends at once.
  void call(CallResult<String> result) {
    leave(enter(), result);
  }

  static void leave(Pass pass, CallResult<String> result) {
    pass.leave(result, AT_ONCE, 0);
  }

  static void leave(Pass pass, CallResult<String> result, Duration after) {
    pass.leave(result, after.toNanos(), 0);
  }

  /// Enters until no more is let in.
  List<Pass> fill() {
    return fill(claim);
  }

  static List<Pass> fill(Claim claim) {
    List<Pass> passes = new ArrayList<>();
    for (Pass pass = claim.tryEnter(); pass != null; pass = claim.tryEnter()) {
      passes.add(pass);
    }
    return passes;
  }

  /// Lets calls fail until the breaker opens.
  void open() {
    for (Pass pass = claim.tryEnter(); pass != null; pass = claim.tryEnter()) {
      leave(pass, FAILED);
    }
    assertThat(gate.breaker()).isEqualTo("open");
  }

  void halfOpen() {
    open();
    clock.advance(OPEN_FOR.plusMillis(1));
  }
}
