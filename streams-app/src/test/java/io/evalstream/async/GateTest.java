package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Gate.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final Duration OPEN_FOR = Duration.ofSeconds(10);
  private static final int TRIALS = 5;
  private static final CallResult<String> ANSWERED = new CallResult.Answered<>("yes");
  private static final CallResult<String> FAILED = new CallResult.Retry<>("io", "", null, false);
  private static final CallResult<String> OVERLOADED =
      new CallResult.Retry<>("http_429", "", null, true);

  private final ManualClock clock = new ManualClock();

  private Gate gate(int maxInFlight) {
    return new Gate("peer", new GateSettings(maxInFlight, OPEN_FOR, 20), clock);
  }

  private static CallResult<String> overloadedUntil(Duration after) {
    return new CallResult.Retry<>("http_429", "", after, true);
  }

  private static Pass enter(Gate gate) {
    Pass pass = gate.tryEnter();
    assertThat(pass).as("a pass").isNotNull();
    return pass;
  }

  private static void call(Gate gate, CallResult<String> result) {
    enter(gate).leave(result, 1);
  }

  /// Enters until no more is let in.
  private static List<Pass> fill(Gate gate) {
    List<Pass> passes = new ArrayList<>();
    for (Pass pass = gate.tryEnter(); pass != null; pass = gate.tryEnter()) {
      passes.add(pass);
    }
    return passes;
  }

  /// Lets calls fail until the breaker opens.
  private static void open(Gate gate) {
    for (@Nullable Pass pass = gate.tryEnter(); pass != null; pass = gate.tryEnter()) {
      pass.leave(FAILED, 1);
    }
    assertThat(gate.state()).isEqualTo("open");
  }

  private Gate halfOpen(int maxInFlight) {
    Gate gate = gate(maxInFlight);
    open(gate);
    clock.advance(OPEN_FOR.plusMillis(1));
    return gate;
  }

  @Test
  void lets_asManyInAsTheCap() {
    Gate gate = gate(3);

    List<Pass> passes = fill(gate);

    assertThat(passes).hasSize(3);
    assertThat(gate.inFlight()).isEqualTo(3);
  }

  @Test
  void everyWayOut_givesThePassBackOnce() {
    Gate gate = gate(4);
    List<Pass> passes = fill(gate);

    passes.get(0).leave(ANSWERED, 1);
    passes.get(0).withdraw();
    passes.get(1).leaveTimedOut(1);
    passes.get(1).leave(ANSWERED, 1);
    passes.get(2).withdraw();
    passes.get(2).leaveTimedOut(1);
    int inFlight = gate.inFlight();
    passes.get(3).leave(OVERLOADED, 1);

    assertThat(inFlight).isEqualTo(1);
    assertThat(gate.inFlight()).isZero();
  }

  @Test
  void overload_halvesTheLimitAtMostOnceASecond() {
    Gate gate = gate(16);

    call(gate, OVERLOADED);
    call(gate, OVERLOADED);
    int withinASecond = gate.limit();
    clock.advance(Duration.ofSeconds(1));
    call(gate, OVERLOADED);

    assertThat(withinASecond).isEqualTo(8);
    assertThat(gate.limit()).isEqualTo(4);
  }

  @Test
  void overload_leavesALimitOfOne() {
    Gate gate = gate(2);

    for (int i = 0; i < 10; i++) {
      call(gate, OVERLOADED);
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(gate.limit()).isEqualTo(1);
    assertThat(fill(gate)).hasSize(1);
  }

  @Test
  void roundOfGoodCalls_raisesTheLimitByOne() {
    Gate gate = gate(16);
    call(gate, OVERLOADED);

    for (int i = 0; i < 9; i++) {
      call(gate, ANSWERED);
    }

    assertThat(gate.limit()).isEqualTo(9);
  }

  @Test
  void limit_staysAtTheCap() {
    Gate gate = gate(2);

    for (int i = 0; i < 100; i++) {
      call(gate, ANSWERED);
    }

    assertThat(gate.limit()).isEqualTo(2);
  }

  @Test
  void limitBelowTheCallsInFlight_letsNobodyInUntilTheyEnd() {
    Gate gate = gate(4);
    List<Pass> passes = fill(gate);
    passes.removeLast().leave(OVERLOADED, 1);

    boolean full = gate.tryEnter() == null;
    passes.removeLast().withdraw();
    passes.removeLast().withdraw();

    assertThat(full).isTrue();
    assertThat(fill(gate)).hasSize(1);
  }

  @Test
  void pause_holdsBackUntilItHasPassed() {
    Gate gate = gate(2);
    call(gate, new CallResult.Pause<>("quota", "", Duration.ofMinutes(10)));

    clock.advance(Duration.ofMinutes(10).minusMillis(1));
    boolean early = gate.tryEnter() == null;
    String state = gate.state();
    clock.advance(Duration.ofMillis(1));

    assertThat(early).isTrue();
    assertThat(state).isEqualTo("paused: quota");
    assertThat(fill(gate)).hasSize(2);
  }

  @Test
  void shorterPause_doesNotEndALongerOne() {
    Gate gate = gate(2);
    List<Pass> passes = fill(gate);
    passes.get(0).leave(new CallResult.Pause<>("quota", "", Duration.ofMinutes(10)), 1);
    passes.get(1).leave(overloadedUntil(Duration.ofSeconds(1)), 1);

    clock.advance(Duration.ofMinutes(9));

    assertThat(gate.tryEnter()).isNull();
  }

  @Test
  void retryAfter_holdsBackEverybody() {
    Gate gate = gate(4);
    call(gate, overloadedUntil(Duration.ofSeconds(7)));

    clock.advance(Duration.ofMillis(6_999));
    boolean early = gate.tryEnter() == null;
    clock.advance(Duration.ofMillis(1));

    assertThat(early).isTrue();
    assertThat(gate.tryEnter()).isNotNull();
  }

  @Test
  void absurdPause_endsAfterAnHour() {
    Gate gate = gate(2);
    call(gate, overloadedUntil(Duration.ofSeconds(Long.MAX_VALUE)));

    boolean atOnce = gate.tryEnter() != null;
    clock.advance(Duration.ofHours(1));

    assertThat(atOnce).isFalse();
    assertThat(gate.inFlight()).isZero();
    assertThat(gate.tryEnter()).isNotNull();
  }

  @Test
  void pauseOfNoLength_isARestOfASecond() {
    Gate gate = gate(2);
    call(gate, new CallResult.Pause<>("quota", "", Duration.ZERO));

    boolean atOnce = gate.tryEnter() != null;
    clock.advance(Duration.ofSeconds(1));

    assertThat(atOnce).isFalse();
    assertThat(gate.tryEnter()).isNotNull();
  }

  @Test
  void failures_openTheBreaker_andGoodTrialsCloseIt() {
    Gate gate = gate(8);
    open(gate);
    clock.advance(OPEN_FOR);
    boolean early = gate.tryEnter() != null;
    clock.advance(Duration.ofMillis(1));

    List<Pass> trials = fill(gate);
    String meanwhile = gate.state();
    trials.forEach(trial -> trial.leave(ANSWERED, 1));

    assertThat(early).isFalse();
    assertThat(trials).hasSize(TRIALS);
    assertThat(meanwhile).isEqualTo("half_open");
    assertThat(gate.state()).isEqualTo("closed");
    assertThat(fill(gate)).hasSize(8);
  }

  @Test
  void failedTrials_openTheBreakerAgain() {
    Gate gate = halfOpen(8);

    fill(gate).forEach(trial -> trial.leave(FAILED, 1));

    assertThat(gate.state()).isEqualTo("open");
    assertThat(gate.inFlight()).isZero();
  }

  @Test
  void timeouts_countAsFailures() {
    Gate gate = gate(20);

    fill(gate).forEach(pass -> pass.leaveTimedOut(1));

    assertThat(gate.state()).isEqualTo("open");
  }

  @Test
  void trialsWithoutVerdict_giveTheirPermitsBack() {
    Gate gate = halfOpen(8);
    List<Pass> trials = fill(gate);
    trials.get(0).withdraw();
    trials.get(1).leave(OVERLOADED, 1);
    trials.get(2).leave(new CallResult.Pause<>("quota", "", Duration.ofSeconds(1)), 1);
    clock.advance(Duration.ofSeconds(1));

    List<Pass> replaced = fill(gate);

    assertThat(replaced).hasSize(2).as("the limit is 4 by now, 2 trials are left");
    assertThat(gate.tryEnter()).isNull();
  }

  @Test
  void callsFromBeforeItOpened_sayNothingToAHalfOpenBreaker() {
    Gate gate = gate(40);
    List<Pass> old = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      old.add(enter(gate));
    }
    open(gate);
    clock.advance(OPEN_FOR.plusMillis(1));
    List<Pass> trials = fill(gate);

    old.forEach(pass -> pass.leaveTimedOut(1));
    String afterOld = gate.state();
    trials.forEach(trial -> trial.leave(ANSWERED, 1));

    assertThat(afterOld).isEqualTo("half_open");
    assertThat(gate.state()).isEqualTo("closed");
  }

  @Test
  void callsFromBeforeItOpened_giveNoPermitsToAHalfOpenBreaker() {
    Gate gate = gate(40);
    List<Pass> old = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      old.add(enter(gate));
    }
    open(gate);
    clock.advance(OPEN_FOR.plusMillis(1));
    int trials = fill(gate).size();

    old.forEach(Pass::withdraw);

    assertThat(trials).isEqualTo(TRIALS);
    assertThat(gate.tryEnter()).isNull();
  }
}
