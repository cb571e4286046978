package io.evalstream.alert.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.simulate.Simulation.Delay;
import io.evalstream.alert.simulate.Simulation.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A rise against the day before, held to what was measured with another program. What that one
/// calls points and Newcombe's interval are no rules of the monitor.
class BaselineSimulationTest {

  private static final int MONTHS = 2;
  private static final int INCIDENTS = 50;

  @Test
  void riseAboveFivePercent_isSeenAsMeasured() {
    List<Row> rows = run(Settings.baseline(0.05, 0.1), Settings.VOLUMES);

    Delay slow = rows.get(0).delays().get(0);
    Measured.mediansAreNear(List.of(slow), "213");
    Measured.isNearShare(slow.missed(), 0.06, INCIDENTS);
    Measured.areNear(rows.get(0).delays().subList(1, 3), "52 (106) / 9 (17)");
    Measured.areNear(rows.get(1).delays(), "27 (63) / 7 (12) / 1 (2)");
    Measured.areNear(rows.get(2).delays(), "4 (8) / 1 (2) / 1");
    falseAlarmsAreNear(rows, 0.05, 0, 0);
  }

  @Test
  void riseAboveTwoPercent_isSeenAsMeasured() {
    List<Row> rows = run(Settings.baseline(0.02, 0.1), Settings.VOLUMES);

    Delay slow = rows.get(0).delays().get(0);
    Measured.mediansAreNear(List.of(slow), "1088");
    Measured.isNearShare(slow.missed(), 0.48, INCIDENTS);
    Measured.areNear(rows.get(0).delays().subList(1, 3), "136 (320) / 21 (45)");
    Measured.areNear(rows.get(1).delays(), "63 (167) / 14 (30) / 3 (5)");
    Measured.areNear(rows.get(2).delays(), "9 (20) / 2 (4) / 1");
    falseAlarmsAreNear(rows, 0.03, 0.03, 0);
  }

  /// A rise of half, with 100 and more labels a minute: seen in 3 to 46 minutes when no rise at all
  /// is normal, and about half as fast when a fifth more is as when a tenth is.
  @Test
  void whatIsStillNormal_costsMinutes() {
    List<Integer> volumes = List.of(100, 1_000);
    List<Row> none = run(Settings.baseline(0.05, 0), volumes);
    List<Row> fifth = run(Settings.baseline(0.05, 0.2), volumes);

    assertThat(none)
        .allSatisfy(row -> assertThat(row.delays().getFirst().median()).isBetween(3.0, 46.0));
    assertThat(fifth.getFirst().delays().getFirst().median() / 27).isBetween(1.4, 2.6);
    assertThat(none).allSatisfy(BaselineSimulationTest::promiseIsKept);
  }

  private static List<Row> run(Terms terms, List<Integer> volumes) {
    Setting setting = Settings.jumps(terms, volumes, MONTHS, INCIDENTS);
    return new Simulation(setting, List.of(Contender.SEQUENTIAL)).run(2, () -> {});
  }

  private static void falseAlarmsAreNear(List<Row> rows, double... measured) {
    for (int i = 0; i < measured.length; i++) {
      Measured.isNear(rows.get(i).falseAlarms().getFirst(), measured[i], MONTHS);
      promiseIsKept(rows.get(i));
    }
  }

  private static void promiseIsKept(Row row) {
    assertThat(row.falseAlarms().getFirst() * MONTHS)
        .isLessThanOrEqualTo(MONTHS + 4 * Math.sqrt(MONTHS));
  }
}
