package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Gate.Claim;
import io.evalstream.async.Gate.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds for a gate through any history of calls: it never lets more in than its limits, and
/// when all have left it is as open as before.
class GateLawsTest {

  private static final int CAP = 12;
  private static final int TASKS = 3;
  private static final long REQUESTS = 60;
  private static final Duration QUITE_A_WHILE = Duration.ofHours(2);

  enum Way {
    ANSWERED,
    FAILED,
    OVERLOADED,
    PAUSED,
    TIMED_OUT,
    WITHDRAWN,
    CANCELLED,
    STAYS
  }

  /// One task enters, or an earlier call ends, while this process has a share of the tasks.
  record Step(int task, Way way, int which, int millis, double share) {}

  private static final class History {
    private final ManualClock clock = new ManualClock();
    private double share = 1;
    private final Gate gate =
        new Gate(
            "peer",
            GateSettings.withMaxInFlight(CAP).perMinute(REQUESTS, null),
            clock,
            () -> share);
    private final List<Claim> claims = new ArrayList<>();
    private final Map<Pass, Claim> inside = new LinkedHashMap<>();
    private long made;

    History() {
      for (int i = 0; i < TASKS; i++) {
        claims.add(gate.claim());
      }
    }

    void take(Step step) {
      clock.advance(Duration.ofMillis(step.millis));
      share = step.share;
      if (step.way == Way.STAYS || inside.isEmpty()) {
        enter(claims.get(step.task));
      } else {
        List<Pass> passes = List.copyOf(inside.keySet());
        leave(passes.get(step.which % passes.size()), step.way);
      }
      assertThat(gate.inFlight()).isEqualTo(inside.size());
    }

    private void enter(Claim claim) {
      int limit = gate.limit();
      double left = gate.left(Quota.Kind.REQUESTS);
      Pass pass = claim.tryEnter();
      if (pass == null) {
        return;
      }
      assertThat(inside.size()).as("calls before this one").isLessThan(limit);
      assertThat(left).as("requests left").isGreaterThanOrEqualTo(1);
      inside.put(pass, claim);
      made++;
    }

    private void leave(Pass pass, Way way) {
      switch (way) {
        case ANSWERED -> pass.leave(new CallResult.Answered<>("yes"), 1, 0);
        case FAILED -> pass.leave(new CallResult.Retry<>("io", "", null, false), 1, 0);
        case OVERLOADED ->
            pass.leave(new CallResult.Retry<>("http_429", "", Duration.ofSeconds(1), true), 1, 0);
        case PAUSED -> pass.leave(new CallResult.Pause<>("quota", "", Duration.ofSeconds(5)), 1, 0);
        case TIMED_OUT -> pass.leaveTimedOut(1);
        case WITHDRAWN -> pass.withdraw();
        case CANCELLED, STAYS -> {
          pass.cancel();
          made--;
        }
      }
      inside.remove(pass);
      pass.withdraw();
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, TASKS - 1),
            Arbitraries.of(Way.class),
            Arbitraries.integers().between(0, 100),
            Arbitraries.integers().between(0, 500),
            Arbitraries.of(1.0, 0.5, 0.1))
        .as(Step::new)
        .list()
        .ofMaxSize(400);
  }

  @Property(tries = 300)
  void gate_keepsItsLimits_andOpensAgain(@ForAll("steps") List<Step> steps) {
    History history = new History();
    long from = history.clock.millis();

    steps.forEach(history::take);
    double minutes = (history.clock.millis() - from) / 60_000.0;
    List.copyOf(history.inside.keySet()).forEach(pass -> history.leave(pass, Way.ANSWERED));
    history.clock.advance(QUITE_A_WHILE);
    Pass trial = history.claims.getFirst().tryEnter();

    assertThat(history.made).isLessThanOrEqualTo((long) (REQUESTS * (1 + minutes)) + 1);
    assertThat(trial).as("a pass after a while of peace").isNotNull();
    assertThat(history.gate.inFlight()).isEqualTo(1);
  }
}
