package io.evalstream.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.async.FlowLoad;
import io.evalstream.trace.TraceFilter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {

  private static final Relief RELIEF = new Relief(Duration.ofSeconds(30), Duration.ofSeconds(450));
  private static final String APP = "docs-bot";

  private Taken taken = new Taken(0, 0, 0, 0);
  private FlowLoad load = FlowLoad.NONE;
  private final SplittableRandom random = new SplittableRandom(1);

  private Throttle throttle(@Nullable Double perMinute, @Nullable Double usdPerDay, int tasks) {
    AppSampling sampling =
        new AppSampling(
            List.of(new SamplingRule(TraceFilter.ALL, 1)),
            Map.of("faithfulness", 1.0),
            new Budget(perMinute, usdPerDay),
            0.002);
    return new Throttle(
        Map.of(APP, sampling), tasks, RELIEF, (app, evaluator) -> load, app -> taken, 0);
  }

  /// What one evaluator of one trace takes.
  private void take(int judgements, double usdEach) {
    taken =
        new Taken(
            taken.evaluators() + 1,
            taken.judgements() + judgements,
            taken.answered() + judgements,
            taken.usd() + judgements * usdEach);
  }

  private static Decision decision(double scale, boolean sampled) {
    return new Decision(1, List.of(new Decision.Choice("faithfulness", 1, scale, sampled)));
  }

  @Test
  void withoutBudgetAndBacklog_nothingIsScaled() {
    Throttle throttle = throttle(null, null, 1);

    throttle.look(APP, 5_000);

    assertThat(throttle.scale(APP, "faithfulness")).isEqualTo(1);
  }

  @Test
  void backlog_scalesAtOnce() {
    Throttle throttle = throttle(null, null, 1);

    load = new FlowLoad(1_000, 450_000, 0);

    assertThat(throttle.scale(APP, "faithfulness")).isCloseTo(1e-3, within(1e-12));
  }

  /// 1,000 events a second, of which each costs three judgements, and 600 judgements a minute.
  @Test
  void judgementsPerMinute_areKept() {
    Throttle throttle = throttle(600.0, null, 1);
    runSeconds(throttle, 1, 600, 1_000, () -> take(3, 0));
    double before = taken.judgements();

    runSeconds(throttle, 601, 1_200, 1_000, () -> take(3, 0));

    assertThat((taken.judgements() - before) / 10).isBetween(580.0, 620.0);
  }

  @Test
  void eachTask_hasItsPart() {
    Throttle throttle = throttle(600.0, null, 6);

    runSeconds(throttle, 1, 1_200, 1_000, () -> take(1, 0));

    assertThat(taken.judgements() / 20).isBetween(90.0, 115.0);
  }

  /// 10 events a second at half a cent, and 43.20 dollars a day: 0.0005 a second, one in a hundred.
  @Test
  void dollarsPerDay_areSpentEvenly() {
    Throttle throttle = throttle(null, 43.2, 1);

    runSeconds(throttle, 1, 1_200, 10, () -> take(1, 0.005));

    assertThat(taken.usd()).as("in 20 minutes").isCloseTo(0.6, within(0.1));
  }

  /// A backlog of 5,000 events a second meets 600 judgements a minute. Those of the first 100
  /// events and of half a minute, 400, may come too many, and what is left from an idle time.
  @ParameterizedTest
  @ValueSource(ints = {1, 36_000})
  void spendingLagsBehindDecisions_floodIsMetAllTheSame(int begin) {
    Throttle throttle = throttle(600.0, null, 1);
    throttle.look(APP, (begin - 1) * 1_000L);
    Queue<Integer> planned = new ArrayDeque<>();
    AtomicInteger second = new AtomicInteger();
    for (second.set(begin); second.get() < begin + 60; second.incrementAndGet()) {
      while (!planned.isEmpty() && planned.element() <= second.get() - 5) {
        planned.remove();
        take(1, 0);
      }
      runSeconds(throttle, second.get(), second.get(), 5_000, () -> planned.add(second.get()));
    }

    int idle = begin == 1 ? 0 : 600;
    assertThat(taken.judgements() + planned.size()).isBetween(500.0, 600.0 + 400 + idle);
  }

  private void runSeconds(
      Throttle throttle, int from, int to, int eventsPerSecond, Runnable sampled) {
    for (int second = from; second <= to; second++) {
      for (int i = 0; i < eventsPerSecond; i++) {
        throttle.look(APP, second * 1_000L + i * 1_000L / eventsPerSecond);
        double scale = throttle.scale(APP, "faithfulness");
        boolean chosen = random.nextDouble() < scale;
        throttle.decided(APP, decision(scale, chosen));
        if (chosen) {
          sampled.run();
        }
      }
    }
  }

  /// What a flood brings before the first second is over is looked at too.
  @Test
  void flood_isMetWithinASecond() {
    Throttle throttle = throttle(60.0, null, 1);
    double expected = 0;

    for (int i = 0; i < 10_000; i++) {
      throttle.look(APP, i / 10);
      double scale = throttle.scale(APP, "faithfulness");
      throttle.decided(APP, decision(scale, false));
      expected += scale;
    }

    assertThat(expected).as("of 10,000 in the first second").isLessThan(150);
  }

  /// Once the hard stop holds, judgements cost nothing, and that must not look like a budget to
  /// spare.
  @Test
  void dayThatIsSpent_samplesTheLeastUntilTheNextOne() {
    Throttle throttle = throttle(null, 43.2, 1);
    runSeconds(throttle, 1, 600, 10, () -> take(1, 0.005));
    double before = throttle.scale(APP, "faithfulness");

    taken = new Taken(taken.evaluators(), taken.judgements(), 43.2 / 0.005, 43.2);
    runSeconds(throttle, 601, 4_200, 10, () -> {});
    double spent = throttle.scale(APP, "faithfulness");
    taken = new Taken(taken.evaluators(), taken.judgements(), 0, 0);
    throttle.look(APP, 4_201_000);

    assertThat(spent).isEqualTo(1e-4);
    assertThat(throttle.scale(APP, "faithfulness")).isBetween(before / 2, before * 2);
  }

  /// Ten events at 0.002 dollars, as those of yesterday, ask for 0.02 dollars in a second, a fast
  /// average of 0.02 x (1 - e^-0.2) = 0.0036254 a second. Of two seconds at 0.0005 one judgement is
  /// paid, -0.001 is left over, and 0.0005 - 0.001 / 60 = 0.00048333 a second may be spent.
  @Test
  void newDay_isNotNegativeSpending() {
    taken = new Taken(20_000, 20_000, 20_000, 40);
    Throttle throttle = throttle(null, 43.2, 1);
    throttle.look(APP, 1_000);

    taken = new Taken(20_001, 20_001, 1, 0.002);
    for (int i = 0; i < 10; i++) {
      throttle.decided(APP, decision(1, true));
    }
    throttle.look(APP, 2_000);

    assertThat(throttle.scale(APP, "faithfulness")).isCloseTo(0.00048333 / 0.0036254, within(1e-5));
  }
}
