package io.evalstream.async;

import static io.evalstream.async.GateUnderTest.ANSWERED;
import static io.evalstream.async.GateUnderTest.leave;
import static io.evalstream.async.GateUnderTest.paused;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Gate.Claim;
import io.evalstream.async.Gate.Pass;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Tasks that ask in the same order all the time get the same number of calls, whatever the limit
/// is that keeps them from making more.
class GateFairnessTest {

  private static final int TASKS = 5;
  private static final int ROUNDS = 200;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Deque<Pass> inside = new ArrayDeque<>();
  private final int[] calls = new int[TASKS];

  private static List<Claim> claims(GateUnderTest at) {
    return Stream.generate(at.gate::claim).limit(TASKS).toList();
  }

  /// Each task enters as often as it may.
  private void ask(List<Claim> claims) {
    for (int i = 0; i < TASKS; i++) {
      List<Pass> passes = GateUnderTest.fill(claims.get(i));
      calls[i] += passes.size();
      inside.addAll(passes);
    }
  }

  private void assertEven() {
    int least = Arrays.stream(calls).min().orElseThrow();
    assertThat(least).isPositive();
    for (int ofTask : calls) {
      assertThat(ofTask).isBetween(least, least + 1);
    }
  }

  @Test
  void fewerCallsThanTasks_goRound() {
    GateUnderTest at = GateUnderTest.of(2);
    List<Claim> claims = claims(at);

    for (int round = 0; round < ROUNDS; round++) {
      ask(claims);
      leave(inside.removeFirst(), ANSWERED);
    }

    assertEven();
  }

  @Test
  void oneRequestAtATime_goesRound() {
    GateUnderTest at = GateUnderTest.of(100, 60L, null);
    List<Claim> claims = claims(at);
    GateUnderTest.fill(claims.getFirst()).forEach(pass -> leave(pass, ANSWERED));

    for (int round = 0; round < ROUNDS; round++) {
      at.clock.advance(SECOND);
      ask(claims);
      leave(inside.removeFirst(), ANSWERED);
    }

    assertEven();
  }

  @Test
  void unitsForOneCallAtATime_goRound() {
    GateUnderTest at = GateUnderTest.of(100, null, 6_000L);
    List<Claim> claims = claims(at);

    for (int round = 0; round < ROUNDS; round++) {
      at.clock.advance(SECOND);
      for (int i = 0; i < TASKS; i++) {
        Pass pass = claims.get(i).tryEnter();
        if (pass != null) {
          pass.expects(100);
          pass.leave(ANSWERED, 1, 100);
          calls[i]++;
        }
      }
    }

    assertEven();
  }

  @Test
  void trialsAfterPauses_goRound() {
    GateUnderTest at = GateUnderTest.of(100);
    at.call(paused(SECOND));
    List<Claim> claims = claims(at);

    for (int round = 0; round < ROUNDS; round++) {
      at.clock.advance(SECOND);
      ask(claims);
      leave(inside.removeFirst(), paused(SECOND));
    }

    assertEven();
  }

  @Test
  void trialsOfTheBreaker_areForAll() {
    GateUnderTest at = GateUnderTest.of(100);
    List<Claim> claims = claims(at);
    GateUnderTest.fill(claims.getFirst()).forEach(pass -> leave(pass, GateUnderTest.FAILED));
    claims.subList(1, TASKS).forEach(claim -> assertThat(claim.tryEnter()).isNull());
    at.clock.advance(GateUnderTest.OPEN_FOR.minus(SECOND));
    claims.subList(1, TASKS).forEach(claim -> assertThat(claim.tryEnter()).isNull());
    at.clock.advance(SECOND.plusMillis(1));

    ask(claims);

    assertThat(inside).hasSize(TASKS);
    assertEven();
  }

  @Test
  void taskThatHasStoppedAsking_isNotWaitedFor() {
    GateUnderTest at = GateUnderTest.of(1);
    Claim stopped = at.gate.claim();
    Pass first = at.enter();
    assertThat(stopped.tryEnter()).isNull();
    leave(first, ANSWERED);

    boolean givesWay = at.isShut();
    at.clock.advance(SECOND.multipliedBy(3));

    assertThat(givesWay).isTrue();
    assertThat(at.isShut()).isFalse();
  }

  @Test
  void callThatWasNotMade_keepsTheTurn() {
    GateUnderTest at = GateUnderTest.of(1);
    Claim other = at.gate.claim();
    at.call(ANSWERED);
    leave(GateUnderTest.fill(other).getFirst(), ANSWERED);
    at.enter().cancel();
    Pass occupant = GateUnderTest.fill(at.gate.claim()).getFirst();
    assertThat(at.isShut()).isTrue();

    leave(occupant, ANSWERED);

    assertThat(other.tryEnter()).isNull();
    assertThat(at.isShut()).isFalse();
  }
}
