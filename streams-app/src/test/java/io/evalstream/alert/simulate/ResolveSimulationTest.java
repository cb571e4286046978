package io.evalstream.alert.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.simulate.Simulation.End;
import io.evalstream.alert.simulate.Simulation.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How alarms end: three hours at three times the limit, which is 5 %, and then back to 0.8 or 0.5
/// times. Held to what was measured with another program.
class ResolveSimulationTest {

  private static final int INCIDENTS = 100;
  private static final int TRIALS = 40;
  private static final int DAYS = 3;

  @Test
  void sequentialRule_tellsOnce_andResolvesAsMeasured() {
    List<Row> rows = run(Contender.SEQUENTIAL, Settings.THREE_HOURS, List.of());

    assertThat(rows)
        .allSatisfy(row -> assertThat(row.ends()).extracting(End::alarms).containsOnly(1.0));
    endsAreNear(rows.get(0), "63 / 41");
    endsAreNear(rows.get(1), "34 / 24");
    endsAreNear(rows.get(2), "35 / 24");
  }

  /// Three days at 1.2 times the limit. With 1,000 labels a minute the alarm begins at once and
  /// never ends: one in three days.
  @Test
  void rateThatStaysJustAbove_alarmsAsMeasured() {
    List<Row> rows = run(Contender.SEQUENTIAL, Settings.NO_INCIDENT, List.of(1.2));

    alarmsADayAreNear(rows.get(0), 1.1);
    alarmsADayAreNear(rows.get(1), 2.3);
    alarmsADayAreNear(rows.get(2), 0.33);
  }

  /// The interval alone was above the limit 14.5 times in one incident. That a rule resolves only
  /// after five minutes within the limit makes about one alarm of them. Nothing keeps the plain
  /// threshold on.
  @Test
  void hysteresis_makesOneAlarmOfOneIncident() {
    Row interval = run(Contender.INTERVAL, Settings.THREE_HOURS, List.of()).getFirst();
    Row threshold = run(Contender.THRESHOLD, Settings.THREE_HOURS, List.of()).getFirst();

    assertThat(interval.ends().getFirst().alarms()).isBetween(1.0, 1.2);
    Measured.isNear(threshold.ends().getFirst().alarms(), 32, INCIDENTS, 1_000);
  }

  private static List<Row> run(Contender contender, Incident incident, List<Double> above) {
    Setting setting =
        new Setting(
            Settings.limit(0.05, 1, 1),
            0.8,
            List.of(),
            incident,
            above,
            Settings.VOLUMES,
            1,
            DAYS,
            TRIALS,
            INCIDENTS,
            1);
    return new Simulation(setting, List.of(contender)).run(2, () -> {});
  }

  private static void endsAreNear(Row row, String table) {
    Measured.mediansAreNear(row.ends().stream().map(End::delay).toList(), table);
  }

  private static void alarmsADayAreNear(Row row, double measured) {
    Measured.isNear(row.alarmsADay().getFirst(), measured, TRIALS * DAYS, TRIALS * DAYS);
  }
}
