package io.evalstream.async;

import static io.evalstream.async.GateUnderTest.ANSWERED;
import static io.evalstream.async.GateUnderTest.FAILED;
import static io.evalstream.async.GateUnderTest.OPEN_FOR;
import static io.evalstream.async.GateUnderTest.OVERLOADED;
import static io.evalstream.async.GateUnderTest.SLOW;
import static io.evalstream.async.GateUnderTest.leave;
import static io.evalstream.async.GateUnderTest.overloadedUntil;
import static io.evalstream.async.GateUnderTest.paused;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Gate.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a peer that fails does to its gate.
class GateFaultsTest {

  private static final int TRIALS = 5;
  private static final Duration LONGEST_OVERLOAD_REST = Duration.ofMinutes(1);

  @Test
  void overload_halvesTheLimitOnceForAllThatWereOnTheirWay() {
    GateUnderTest at = GateUnderTest.of(16);
    List<Pass> passes = at.fill();

    passes.forEach(pass -> leave(pass, OVERLOADED));
    int once = at.gate.limit();
    at.call(OVERLOADED);

    assertThat(once).isEqualTo(8);
    assertThat(at.gate.limit()).isEqualTo(4);
  }

  @Test
  void overload_leavesALimitOfOne() {
    GateUnderTest at = GateUnderTest.of(2);

    for (int i = 0; i < 10; i++) {
      at.call(OVERLOADED);
      at.clock.advance(LONGEST_OVERLOAD_REST);
    }

    assertThat(at.gate.limit()).isEqualTo(1);
    assertThat(at.fill()).hasSize(1);
  }

  @Test
  void overloadOfASingleCall_restsForTwiceAsLongEachTime() {
    GateUnderTest at = GateUnderTest.of(1);
    List<Long> rests = new ArrayList<>();

    for (int i = 0; i < 8; i++) {
      at.call(OVERLOADED);
      rests.add(restMillis(at));
    }
    at.call(ANSWERED);
    at.call(OVERLOADED);
    rests.add(restMillis(at));

    assertThat(rests)
        .containsExactly(1000L, 2000L, 4000L, 8000L, 16000L, 32000L, 60000L, 60000L, 1000L);
  }

  private static long restMillis(GateUnderTest at) {
    long from = at.clock.millis();
    while (at.isShut()) {
      at.clock.advance(Duration.ofMillis(500));
    }
    return at.clock.millis() - from;
  }

  @Test
  void overload_doesNotRaiseALimitBelowTheSmallest() {
    GateUnderTest at = GateUnderTest.of(64);
    for (int i = 0; i < 6; i++) {
      at.call(OVERLOADED);
    }
    at.share = 1.0 / 64;
    at.call(OVERLOADED);
    at.share = 1;

    assertThat(at.gate.limit()).isEqualTo(1);
  }

  @Test
  void overloadInTheTrialForLatency_isNotTakenBack() {
    GateUnderTest at = GateUnderTest.of(64);
    List<Pass> slow = at.fill();
    leave(slow.removeFirst(), ANSWERED, SLOW.plusSeconds(1));
    int halved = at.gate.limit();
    slow.forEach(Pass::withdraw);
    at.call(OVERLOADED);

    for (int i = 0; i < 16; i++) {
      leave(at.enter(), ANSWERED, SLOW.plusSeconds(1));
    }

    assertThat(halved).isEqualTo(32);
    assertThat(at.gate.limit()).isLessThan(halved);
  }

  @Test
  void goodCallsLongerThanAMinute_leaveTheBreakerClosed() {
    GateUnderTest at = GateUnderTest.of(40);

    for (int i = 0; i < 40; i++) {
      leave(at.enter(), ANSWERED, Duration.ofSeconds(61));
    }

    assertThat(at.gate.breaker()).isEqualTo("closed");
  }

  @Test
  void goodTrialsLongerThanAMinute_closeTheBreaker() {
    GateUnderTest at = GateUnderTest.of(40);
    at.halfOpen();
    List<Pass> trials = at.fill();
    at.clock.advance(Duration.ofSeconds(61));

    trials.forEach(trial -> leave(trial, ANSWERED, Duration.ofSeconds(61)));

    assertThat(at.gate.breaker()).isEqualTo("closed");
  }

  @Test
  void roundOfGoodCalls_raisesASmallLimitByOne() {
    GateUnderTest at = GateUnderTest.of(16);
    at.call(OVERLOADED);

    for (int i = 0; i < 8; i++) {
      at.call(ANSWERED);
    }
    int afterEight = at.gate.limit();
    at.call(ANSWERED);

    assertThat(afterEight).isLessThanOrEqualTo(9);
    assertThat(at.gate.limit()).isEqualTo(9);
  }

  @Test
  void roundOfGoodCalls_raisesALargeLimitByAFiftiethOfTheCap() {
    GateUnderTest at = GateUnderTest.of(1000);
    at.call(OVERLOADED);

    for (int i = 0; i < 500; i++) {
      at.call(ANSWERED);
    }

    assertThat(at.gate.limit()).isBetween(515, 520);
  }

  @Test
  void limit_staysAtTheCap() {
    GateUnderTest at = GateUnderTest.of(2);

    for (int i = 0; i < 100; i++) {
      at.call(ANSWERED);
    }

    assertThat(at.gate.limit()).isEqualTo(2);
  }

  @Test
  void limitBelowTheCallsInFlight_letsNobodyInUntilTheyEnd() {
    GateUnderTest at = GateUnderTest.of(4);
    List<Pass> passes = at.fill();
    leave(passes.removeLast(), OVERLOADED);

    boolean full = at.isShut();
    passes.removeLast().withdraw();
    passes.removeLast().withdraw();

    assertThat(full).isTrue();
    assertThat(at.fill()).hasSize(1);
  }

  @Test
  void someFailures_doNotThrottle() {
    GateUnderTest at = GateUnderTest.of(16);

    for (int i = 0; i < 200; i++) {
      at.call(i % 10 == 0 ? FAILED : ANSWERED);
    }

    assertThat(at.gate.limit()).isEqualTo(16);
  }

  @Test
  void manyFailures_throttle() {
    GateUnderTest at = GateUnderTest.of(16);

    for (int i = 0; i < 12; i++) {
      at.call(FAILED);
    }

    assertThat(at.gate.limit()).isEqualTo(8);
  }

  @Test
  void slowCalls_throttleUntilItHelps() {
    GateUnderTest at = GateUnderTest.of(64);
    List<Pass> slow = at.fill();

    slow.forEach(pass -> leave(pass, ANSWERED, SLOW.plusSeconds(1)));
    int less = at.gate.limit();
    at.fill().forEach(pass -> leave(pass, ANSWERED, SLOW.dividedBy(2)));

    assertThat(less).isBetween(32, 40);
    assertThat(at.gate.limit()).as("it grows again").isBetween(less, 48);
  }

  @Test
  void peerThatIsSlowByNature_getsItsLimitBack() {
    GateUnderTest at = GateUnderTest.of(64);
    at.fill().forEach(pass -> leave(pass, ANSWERED, SLOW.plusSeconds(1)));
    int less = at.gate.limit();

    for (int round = 0; round < 3; round++) {
      at.fill().forEach(pass -> leave(pass, ANSWERED, SLOW.plusSeconds(1)));
    }

    assertThat(less).isLessThan(64);
    assertThat(at.gate.limit()).isEqualTo(64);
  }

  @Test
  void pause_holdsBackUntilItHasPassed() {
    GateUnderTest at = GateUnderTest.of(2);
    at.call(paused(Duration.ofMinutes(10)));

    at.clock.advance(Duration.ofMinutes(10).minusMillis(1));
    boolean early = at.isShut();
    String state = at.gate.state();
    at.clock.advance(Duration.ofMillis(1));

    assertThat(early).isTrue();
    assertThat(state).isEqualTo("paused: quota");
    assertThat(at.isShut()).isFalse();
  }

  @Test
  void afterAPause_oneCallAtATimeTries_untilOneGoesOtherwise() {
    GateUnderTest at = GateUnderTest.of(8);
    at.call(paused(Duration.ofMinutes(1)));
    at.clock.advance(Duration.ofMinutes(1));

    List<Pass> first = at.fill();
    leave(first.getFirst(), paused(Duration.ofMinutes(1)));
    boolean pausedAgain = at.isShut();
    at.clock.advance(Duration.ofMinutes(1));
    List<Pass> second = at.fill();
    leave(second.getFirst(), ANSWERED);

    assertThat(first).hasSize(1);
    assertThat(pausedAgain).isTrue();
    assertThat(second).hasSize(1);
    assertThat(at.fill()).hasSize(8);
  }

  @Test
  void standing_isBadFromAPauseToTheFirstTrialThatGoesOtherwise() {
    GateUnderTest at = GateUnderTest.of(8);
    List<Pass> passes = at.fill();
    leave(passes.get(0), paused(Duration.ofMinutes(1)));

    leave(passes.get(1), ANSWERED);
    Standing onlyOldOnesAnswered = at.gate.standing();
    at.clock.advance(Duration.ofMinutes(1));
    at.call(ANSWERED);

    assertThat(onlyOldOnesAnswered).isEqualTo(new Standing(false, "quota", "no quota left"));
    assertThat(at.gate.standing()).isEqualTo(Standing.GOOD);
  }

  @Test
  void trialThatWasWithdrawn_makesRoomForAnother() {
    GateUnderTest at = GateUnderTest.of(8);
    at.call(paused(Duration.ofMinutes(1)));
    at.clock.advance(Duration.ofMinutes(1));

    at.enter().withdraw();
    at.enter().cancel();

    assertThat(at.fill()).hasSize(1);
  }

  @Test
  void shorterPause_doesNotEndALongerOne() {
    GateUnderTest at = GateUnderTest.of(2);
    List<Pass> passes = at.fill();
    leave(passes.get(0), paused(Duration.ofMinutes(10)));
    leave(passes.get(1), overloadedUntil(Duration.ofSeconds(1)));

    at.clock.advance(Duration.ofMinutes(9));

    assertThat(at.isShut()).isTrue();
  }

  @Test
  void retryAfter_holdsBackEverybody() {
    GateUnderTest at = GateUnderTest.of(4);
    at.call(overloadedUntil(Duration.ofSeconds(7)));

    at.clock.advance(Duration.ofMillis(6_999));
    boolean early = at.isShut();
    at.clock.advance(Duration.ofMillis(1));

    assertThat(early).isTrue();
    assertThat(at.isShut()).isFalse();
  }

  @Test
  void absurdPause_endsAfterAnHour() {
    GateUnderTest at = GateUnderTest.of(2);
    at.call(overloadedUntil(Duration.ofSeconds(Long.MAX_VALUE)));

    boolean shut = at.isShut();
    at.clock.advance(Duration.ofHours(1));

    assertThat(shut).isTrue();
    assertThat(at.isShut()).isFalse();
  }

  @Test
  void pauseOfNoLength_isARestOfASecond() {
    GateUnderTest at = GateUnderTest.of(2);
    at.call(paused(Duration.ZERO));

    boolean shut = at.isShut();
    at.clock.advance(Duration.ofSeconds(1));

    assertThat(shut).isTrue();
    assertThat(at.isShut()).isFalse();
  }

  @Test
  void failures_openTheBreaker_andGoodTrialsCloseIt() {
    GateUnderTest at = GateUnderTest.of(40);
    at.open();
    at.clock.advance(OPEN_FOR);
    boolean shut = at.isShut();
    at.clock.advance(Duration.ofMillis(1));

    List<Pass> trials = at.fill();
    String meanwhile = at.gate.breaker();
    trials.forEach(trial -> leave(trial, ANSWERED));

    assertThat(shut).isTrue();
    assertThat(trials).hasSize(TRIALS);
    assertThat(meanwhile).isEqualTo("half_open");
    assertThat(at.gate.breaker()).isEqualTo("closed");
  }

  @Test
  void failedTrials_openTheBreakerAgain() {
    GateUnderTest at = GateUnderTest.of(40);
    at.halfOpen();

    at.fill().forEach(trial -> leave(trial, FAILED));

    assertThat(at.gate.breaker()).isEqualTo("open");
    assertThat(at.gate.inFlight()).isZero();
  }

  @Test
  void timeouts_countAsFailures() {
    GateUnderTest at = GateUnderTest.of(20);

    at.fill().forEach(pass -> pass.leaveTimedOut(1));

    assertThat(at.gate.breaker()).isEqualTo("open");
  }

  @Test
  void trialsWithoutVerdict_giveTheirPermitsBack() {
    GateUnderTest at = GateUnderTest.of(80);
    at.halfOpen();
    List<Pass> trials = at.fill();
    trials.get(0).withdraw();
    leave(trials.get(1), OVERLOADED);

    List<Pass> replaced = at.fill();

    assertThat(trials).hasSize(TRIALS);
    assertThat(replaced).hasSize(2);
    assertThat(at.isShut()).isTrue();
  }

  @Test
  void callsFromBeforeItOpened_sayNothingToAHalfOpenBreaker() {
    GateUnderTest at = GateUnderTest.of(80);
    List<Pass> old = enterTen(at);
    at.halfOpen();
    List<Pass> trials = at.fill();

    old.forEach(pass -> pass.leaveTimedOut(1));
    String afterOld = at.gate.breaker();
    trials.forEach(trial -> leave(trial, ANSWERED));

    assertThat(afterOld).isEqualTo("half_open");
    assertThat(at.gate.breaker()).isEqualTo("closed");
  }

  @Test
  void callsFromBeforeItOpened_giveNoPermitsToAHalfOpenBreaker() {
    GateUnderTest at = GateUnderTest.of(80);
    List<Pass> old = enterTen(at);
    at.halfOpen();
    int trials = at.fill().size();

    old.forEach(Pass::withdraw);

    assertThat(trials).isEqualTo(TRIALS);
    assertThat(at.isShut()).isTrue();
  }

  private static List<Pass> enterTen(GateUnderTest at) {
    List<Pass> passes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      passes.add(at.enter());
    }
    return passes;
  }
}
