package io.evalstream.alert.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.simulate.Simulation.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rules with a limit as they run in the monitor, held to what they promise and to what was
/// measured with another program, whose labels come as here: a minute has a Poisson number of them,
/// and one step and one look.
class LimitSimulationTest {

  private static final int MONTHS = 5;
  private static final int INCIDENTS = 150;

  @Test
  void sequentialRule_isAsMeasured_andKeepsItsPromise() {
    List<Row> rows = run(Contender.SEQUENTIAL);

    Measured.areNear(rows.get(0).delays(), "119 (252) / 41 (84) / 8 (14)");
    Measured.areNear(rows.get(1).delays(), "17 (32) / 6 (11) / 1 (2)");
    Measured.areNear(rows.get(2).delays(), "3 (4) / 1 (2) / 1");
    falseAlarmsAreNear(rows.get(0), 0.01, 0.60);
    falseAlarmsAreNear(rows.get(1), 0, 0.30);
    falseAlarmsAreNear(rows.get(2), 0, 0.06);
    assertThat(rows).allSatisfy(row -> promiseIsKept(row, MONTHS));
  }

  /// The interval alone is above the limit more often: measured were 360 / 824, 35 / 694 and 0.00 /
  /// 635 times in 30 days. A rule stays on until the rate has been within the limit for
  /// `resolve_after`, which makes one alarm of many. Its counts here are those of a third program,
  /// 12 times 30 days, that says the same as the first one of the interval alone.
  @Test
  void intervalRule_isAsFastAsMeasured_andHasFewerAlarms() {
    List<Row> rows = run(Contender.INTERVAL);

    Measured.areNear(rows.get(0).delays(), "12 (44) / 6 (20) / 3 (5)");
    Measured.areNear(rows.get(1).delays(), "5 (11) / 3 (5) / 1 (2)");
    Measured.areNear(rows.get(2).delays(), "3 (4) / 2 / 1");
    intervalAlarmsAreNear(rows.get(0), 292.1, 542.8);
    intervalAlarmsAreNear(rows.get(1), 33.3, 468.4);
    intervalAlarmsAreNear(rows.get(2), 0, 441.4);
  }

  @Test
  void plainThreshold_isAsMeasured() {
    List<Row> rows = run(Contender.THRESHOLD);

    Measured.areNear(rows.get(0).delays(), "1 (5) / 1 (3) / 1 (2)");
    Measured.areNear(rows.get(1).delays(), "1 (2) / 1 / 1");
    Measured.areNear(rows.get(2).delays(), "1 / 1 / 1");
    falseAlarmsAreNear(rows.get(0), 9_533, 10_300);
    falseAlarmsAreNear(rows.get(1), 8_778, 10_757);
    falseAlarmsAreNear(rows.get(2), 2_318, 10_794);
  }

  @Test
  void otherLimits_areAsMeasured() {
    int months = 2;
    List<Row> low = run(Settings.jumps(Settings.limit(0.01, 1, 1), Settings.VOLUMES, months, 50));
    List<Row> high = run(Settings.jumps(Settings.limit(0.2, 1, 1), Settings.VOLUMES, months, 50));

    mediansAreNear(low, "471 / 161 / 32", "67 / 23 / 5", "10 / 3 / 1");
    mediansAreNear(high, "30 / 11 / 2", "4 / 2 / 1", "1 / 1 / 1");
    assertThat(low).allSatisfy(row -> promiseIsKept(row, months));
    assertThat(high).allSatisfy(row -> promiseIsKept(row, months));
  }

  /// A tenth and a hundredth of the false alarms, at 100 labels a minute.
  @Test
  void smallerBudget_costsMinutes() {
    Setting tenth = Settings.jumps(Settings.limit(0.05, 0.1, 1), List.of(100), 1, INCIDENTS);
    Setting hundredth = Settings.jumps(Settings.limit(0.05, 0.01, 1), List.of(100), 1, INCIDENTS);

    mediansAreNear(run(tenth), "21 / 7 / 2");
    mediansAreNear(run(hundredth), "25 / 8 / 2");
  }

  /// Five labels of a conversation that are all the same, at the limit: `deff` makes up for them.
  /// Without it there are hundreds of alarms. Measured were 387 and 901, with conversations of
  /// another kind; a third program counts these, in 4 times 30 days of conversations as here.
  @Test
  void dependentLabels_needDeff() {
    List<Integer> volumes = List.of(10, 100);
    int months = 4;
    List<Row> without = run(Settings.conversations(Settings.limit(0.05, 1, 1), volumes, 5, months));
    List<Row> with = run(Settings.conversations(Settings.limit(0.05, 1, 5), volumes, 5, months));

    Measured.isNear(without.get(0).falseAlarms().get(1), 281.5, months, 4);
    Measured.isNear(without.get(1).falseAlarms().get(1), 659, months, 4);
    falseAlarmsAtLimit(with.get(0), 0.60, months);
    falseAlarmsAtLimit(with.get(1), 0.56, months);
  }

  private static List<Row> run(Contender contender) {
    Setting setting =
        Settings.jumps(Settings.limit(0.05, 1, 1), Settings.VOLUMES, MONTHS, INCIDENTS);
    return new Simulation(setting, List.of(contender)).run(2, () -> {});
  }

  private static List<Row> run(Setting setting) {
    return new Simulation(setting, List.of(Contender.SEQUENTIAL)).run(2, () -> {});
  }

  private static void falseAlarmsAreNear(Row row, double within, double atLimit) {
    Measured.isNear(row.falseAlarms().get(0), within, MONTHS);
    falseAlarmsAtLimit(row, atLimit, MONTHS);
  }

  private static void falseAlarmsAtLimit(Row row, double measured, int months) {
    Measured.isNear(row.falseAlarms().get(1), measured, months);
  }

  private static void intervalAlarmsAreNear(Row row, double within, double atLimit) {
    Measured.isNear(row.falseAlarms().get(0), within, MONTHS, 12);
    Measured.isNear(row.falseAlarms().get(1), atLimit, MONTHS, 12);
  }

  /// At the limit no more than one in 30 days, as a count: that of the months, and four times its
  /// root.
  private static void promiseIsKept(Row row, int months) {
    assertThat(row.falseAlarms().get(1) * months)
        .isLessThanOrEqualTo(months + 4 * Math.sqrt(months));
  }

  private static void mediansAreNear(List<Row> rows, String... tables) {
    assertThat(rows).hasSize(tables.length);
    for (int i = 0; i < tables.length; i++) {
      Measured.mediansAreNear(rows.get(i).delays(), tables[i]);
    }
  }
}
