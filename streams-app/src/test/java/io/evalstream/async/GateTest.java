package io.evalstream.async;

import static io.evalstream.async.GateUnderTest.ANSWERED;
import static io.evalstream.async.GateUnderTest.OVERLOADED;
import static io.evalstream.async.GateUnderTest.leave;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Gate.Claim;
import io.evalstream.async.Gate.Pass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who is let in, and how much at one time.
class GateTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void lets_asManyInAsTheCap() {
    GateUnderTest at = GateUnderTest.of(3);

    List<Pass> passes = at.fill();

    assertThat(passes).hasSize(3);
    assertThat(at.gate.inFlight()).isEqualTo(3);
  }

  @Test
  void everyWayOut_givesThePassBackOnce() {
    GateUnderTest at = GateUnderTest.of(4);
    List<Pass> passes = at.fill();

    leave(passes.get(0), ANSWERED);
    passes.get(0).withdraw();
    passes.get(1).leaveTimedOut(1);
    leave(passes.get(1), ANSWERED);
    passes.get(2).withdraw();
    passes.get(2).cancel();
    int inFlight = at.gate.inFlight();
    leave(passes.get(3), OVERLOADED);

    assertThat(inFlight).isEqualTo(1);
    assertThat(at.gate.inFlight()).isZero();
  }

  @Test
  void processWithPartOfTheTasks_hasThatPartOfTheCap() {
    GateUnderTest at = GateUnderTest.of(64);
    at.share = 0.25;

    assertThat(at.gate.limit()).isEqualTo(16);
    assertThat(at.fill()).hasSize(16);
  }

  @Test
  void smallestShare_isOneCall() {
    GateUnderTest at = GateUnderTest.of(2);
    at.share = 0.01;

    assertThat(at.fill()).hasSize(1);
  }

  @Test
  void taskThatWaits_getsItsEvenPart() {
    GateUnderTest at = GateUnderTest.of(8);
    Claim late = at.gate.claim();
    List<Pass> early = at.fill();

    boolean nothingLeft = late.tryEnter() == null;
    early.forEach(Pass::withdraw);
    int noisy = at.fill().size();
    int quiet = GateUnderTest.fill(late).size();

    assertThat(nothingLeft).isTrue();
    assertThat(noisy).isEqualTo(4);
    assertThat(quiet).isEqualTo(4);
  }

  @Test
  void taskThatWantsNothing_leavesItsPartToOthers() {
    GateUnderTest at = GateUnderTest.of(8);
    Claim other = at.gate.claim();
    List<Pass> early = at.fill();
    assertThat(other.tryEnter()).isNull();

    other.wantsNothing();
    early.forEach(Pass::withdraw);

    assertThat(at.fill()).hasSize(8);
  }

  @Test
  void closedClaim_isNoLongerWaitedFor() {
    GateUnderTest at = GateUnderTest.of(8);
    Claim other = at.gate.claim();
    List<Pass> early = at.fill();
    assertThat(other.tryEnter()).isNull();

    other.close();
    early.forEach(Pass::withdraw);

    assertThat(at.fill()).hasSize(8);
  }

  @Test
  void requestsPerMinute_areSpentAndComeBack() {
    GateUnderTest at = GateUnderTest.of(100, 6L, null);

    int atOnce = at.fill().size();
    at.clock.advance(Duration.ofSeconds(20));
    int later = at.fill().size();

    assertThat(atOnce).isEqualTo(6);
    assertThat(later).as("6 a minute are 2 in 20 s").isEqualTo(2);
  }

  @Test
  void callThatWasNotMade_givesItsRequestBack() {
    GateUnderTest at = GateUnderTest.of(100, 6L, null);
    List<Pass> passes = at.fill();

    passes.forEach(Pass::cancel);

    assertThat(at.fill()).hasSize(6);
  }

  @Test
  void unitsPerMinute_mayGoIntoDebt_thenNobodyEnters() {
    GateUnderTest at = GateUnderTest.of(100, null, 600L);
    Pass pass = at.enter();

    pass.expects(700);
    boolean inDebt = at.isShut();
    at.clock.advance(Duration.ofSeconds(9));
    boolean almost = at.isShut();
    at.clock.advance(Duration.ofSeconds(1));

    assertThat(inDebt).isTrue();
    assertThat(almost).as("600 a minute are 90 in 9 s").isTrue();
    assertThat(at.isShut()).isFalse();
  }

  @Test
  void costOfACall_isCorrectedWhenItIsKnown() {
    GateUnderTest at = GateUnderTest.of(100, null, 600L);
    Pass pass = at.enter();
    pass.expects(500);

    pass.leave(ANSWERED, 1, 120);

    assertThat(at.gate.left(Quota.Kind.UNITS)).isEqualTo(480);
  }

  @Test
  void costThatIsNotKnown_staysAsExpected() {
    GateUnderTest at = GateUnderTest.of(100, null, 600L);
    Pass pass = at.enter();
    pass.expects(500);

    pass.leave(ANSWERED, 1, -1);

    assertThat(at.gate.left(Quota.Kind.UNITS)).isEqualTo(100);
  }

  @Test
  void peerThatNamesItsAllowance_isHeeded() {
    GateUnderTest at = GateUnderTest.of(100);

    at.gate.learn(new Quota(Quota.Kind.REQUESTS, 60, 3, MINUTE));
    int left = at.fill().size();
    at.clock.advance(Duration.ofSeconds(2));

    assertThat(left).isEqualTo(3);
    assertThat(at.fill()).as("57 come back in a minute").hasSize(1);
  }

  @Test
  void peerThatNamesNoAllowance_isNotLimited() {
    GateUnderTest at = GateUnderTest.of(100);

    assertThat(at.gate.left(Quota.Kind.REQUESTS)).isInfinite();
    assertThat(at.fill()).hasSize(100);
  }
}
