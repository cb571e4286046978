package io.evalstream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomPlanTest {

  private static final Duration LOAD = Duration.ofSeconds(120);
  private static final Duration SESSION = Duration.ofSeconds(6);

  @Test
  void seed_decidesEverything() {
    assertThat(plan(1, some())).isEqualTo(plan(1, some()));
    assertThat(plan(1, some())).isNotEqualTo(plan(2, some()));
  }

  @Test
  void everyKind_isDoneAsOftenAsAsked() {
    Plan plan = plan(7, some());

    assertThat(count(plan, Act.Kill.class)).isEqualTo(2 + 2 * 2 + 2 * 2 + 2 * 2);
    assertThat(count(plan, Act.KillStopping.class)).isEqualTo(2);
    assertThat(count(plan, Act.Freeze.class)).isEqualTo(2);
    assertThat(count(plan, Act.FreezeBroker.class)).isEqualTo(2);
    assertThat(count(plan, Act.Restart.class)).isEqualTo(2);
    assertThat(count(plan, Act.Trouble.class)).isEqualTo(2);
    assertThat(acts(plan)).filteredOn(Act.OnBroker.KILL::equals).hasSize(2);
    assertThat(acts(plan)).filteredOn(Act.OnBroker.STOP::equals).hasSize(2);
    assertThat(plan.troublesTheJudge()).isTrue();
  }

  @Test
  void whatIsTakenDown_comesUpAgain() {
    for (long seed = 0; seed < 50; seed++) {
      Plan plan = plan(seed, some());

      assertThat(count(plan, Act.Kill.class) + count(plan, Act.KillStopping.class))
          .isEqualTo(count(plan, Act.Start.class));
      assertThat(count(plan, Act.Trouble.class)).isEqualTo(count(plan, Act.Recovery.class));
      assertThat(acts(plan)).filteredOn(Act.OnBroker.START::equals).hasSize(4);
    }
  }

  /// A monitor is started only when it was killed, and killed only when it was started.
  @Test
  void monitor_isDownOrUp() {
    for (long seed = 0; seed < 50; seed++) {
      Set<Integer> down = new HashSet<>();
      for (Plan.Step step : plan(seed, some()).lane(Act.Lane.MONITORS)) {
        switch (step.act()) {
          case Act.Start start -> assertThat(down.remove(start.instance())).isTrue();
          case Act.Kill kill -> assertThat(down.add(kill.instance())).isTrue();
          case Act.KillStopping stopping -> assertThat(down.add(stopping.instance())).isTrue();
          case Act.OnMonitor other -> assertThat(down).doesNotContain(other.instance());
          default -> throw new AssertionError(step.act() + " is in the wrong lane");
        }
      }
      assertThat(down).isEmpty();
    }
  }

  @Test
  void freeze_isLongerThanTheSession() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(acts(plan(seed, Map.of(ActKind.FREEZE, 3))))
          .filteredOn(Act.Freeze.class::isInstance)
          .hasSize(3)
          .allSatisfy(
              act ->
                  assertThat(act)
                      .isInstanceOfSatisfying(
                          Act.Freeze.class,
                          freeze -> assertThat(freeze.time()).isGreaterThan(SESSION)));
    }
  }

  @Test
  void severalTroubles_areDifferentOnes() {
    List<JudgeTrouble> troubles =
        acts(plan(3, Map.of(ActKind.JUDGE, JudgeTrouble.values().length))).stream()
            .filter(Act.Trouble.class::isInstance)
            .map(act -> ((Act.Trouble) act).kind())
            .toList();

    assertThat(troubles).containsExactlyInAnyOrder(JudgeTrouble.values());
  }

  private static Map<ActKind, Integer> some() {
    Map<ActKind, Integer> counts = new EnumMap<>(ActKind.class);
    for (ActKind kind : ActKind.values()) {
      counts.put(kind, 2);
    }
    return counts;
  }

  private static Plan plan(long seed, Map<ActKind, Integer> counts) {
    return RandomPlan.draw(seed, LOAD, SESSION, counts);
  }

  private static List<Act> acts(Plan plan) {
    return plan.steps().stream().map(Plan.Step::act).toList();
  }

  private static long count(Plan plan, Class<? extends Act> type) {
    return acts(plan).stream().filter(type::isInstance).count();
  }
}
