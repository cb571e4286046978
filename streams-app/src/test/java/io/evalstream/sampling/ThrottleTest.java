package io.evalstream.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.async.FlowLoad;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static final Relief RELIEF = new Relief(Duration.ofSeconds(30), Duration.ofSeconds(450));
  private static final String APP = "docs-bot";

  private double judgements;
  private double usd;
  private FlowLoad load = FlowLoad.NONE;

  private Throttle throttle(@Nullable Double perMinute, @Nullable Double usdPerDay, int tasks) {
    AppSampling sampling =
        new AppSampling(
            List.of(new SamplingRule(Map.of(), 1)),
            Map.of("faithfulness", 1.0),
            new Budget(perMinute, usdPerDay),
            0.002);
    return new Throttle(
        Map.of(APP, sampling),
        tasks,
        RELIEF,
        (app, evaluator) -> load,
        new Throttle.Meter(app -> judgements, app -> usd),
        0);
  }

  private static Decision decision(double scale, boolean sampled) {
    return new Decision(1, List.of(new Decision.Choice("faithfulness", 1, scale, sampled)));
  }

  @Test
  void withoutBudgetAndBacklog_nothingIsScaled() {
    Throttle throttle = throttle(null, null, 1);

    throttle.look(APP, 5_000);

    assertThat(throttle.scale(APP, "faithfulness")).isEqualTo(1);
    assertThat(throttle.scale("unknown", "faithfulness")).isEqualTo(1);
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
    double spentInLastTenMinutes = run(throttle, 1_000, () -> judgements += 3);

    assertThat(spentInLastTenMinutes / 10).isBetween(580.0, 620.0);
  }

  @Test
  void eachTask_hasItsPart() {
    Throttle throttle = throttle(600.0, null, 6);

    assertThat(run(throttle, 1_000, () -> judgements++) / 10).isBetween(90.0, 110.0);
  }

  /// 10 events a second at half a cent, and 43.20 dollars a day: 0.0005 a second, one in a hundred.
  @Test
  void dollarsPerDay_areSpentEvenly() {
    Throttle throttle = throttle(null, 43.2, 1);
    double before = usd;
    run(throttle, 10, () -> usd += 0.005);

    assertThat(usd - before).as("in the 20 minutes of the run").isCloseTo(0.6, within(0.1));
  }

  /// Runs for twenty minutes; returns what was spent in judgements in the last ten.
  private double run(Throttle throttle, int eventsPerSecond, Runnable spend) {
    SplittableRandom random = new SplittableRandom(1);
    double half = 0;
    for (int second = 1; second <= 1_200; second++) {
      for (int i = 0; i < eventsPerSecond; i++) {
        throttle.look(APP, second * 1_000L + i * 1_000L / eventsPerSecond);
        double scale = throttle.scale(APP, "faithfulness");
        boolean sampled = random.nextDouble() < scale;
        throttle.decided(APP, decision(scale, sampled));
        if (sampled) {
          spend.run();
        }
      }
      half = second == 600 ? judgements : half;
    }
    return judgements - half;
  }

  /// What a flood brings before the first second is over is looked at too.
  @Test
  void flood_isMetWithinASecond() {
    Throttle throttle = throttle(60.0, null, 1);

    for (int i = 0; i < 10_000; i++) {
      throttle.look(APP, i / 10);
      double scale = throttle.scale(APP, "faithfulness");
      throttle.decided(APP, decision(scale, false));
      judgements += scale;
    }

    assertThat(judgements).as("expected, of 10,000 in the first second").isLessThan(150);
  }

  @Test
  void newDay_isNotNegativeSpending() {
    usd = 40;
    Throttle throttle = throttle(null, 43.2, 1);
    throttle.look(APP, 1_000);

    usd = 0.001;
    throttle.decided(APP, decision(1, true));
    throttle.look(APP, 2_000);

    assertThat(throttle.scale(APP, "faithfulness")).isGreaterThan(0).isLessThanOrEqualTo(1);
  }
}
