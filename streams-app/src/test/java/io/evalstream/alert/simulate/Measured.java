package io.evalstream.alert.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.alert.simulate.Simulation.Delay;
import java.util.Arrays;
import java.util.List;

/// What was measured with another program, and how far from it a simulation may be by chance: four
/// standard errors of both.
final class Measured {

  private static final double ERRORS = 4;
  // The other program's trials for each figure; those for alarms are of 30 days, at least as many.
  private static final int INCIDENTS = 1_000;
  private static final int MONTHS = 100;
  private static final double ROUNDING = 0.005;

  private Measured() {}

  /// Medians, and in parentheses 95th percentiles where they are another number, of each jump.
  ///
  /// @param table `119 (252) / 41 (84) / 8`
  static void areNear(List<Delay> delays, String table) {
    List<String> cells = Arrays.asList(table.split(" / ", -1));
    assertThat(delays).hasSameSizeAs(cells);
    for (int i = 0; i < cells.size(); i++) {
      String[] numbers = cells.get(i).replace(")", "").split(" \\(", -1);
      isNear(delays.get(i), 0.5, Double.parseDouble(numbers[0]), table);
      isNear(delays.get(i), 0.95, Double.parseDouble(numbers[numbers.length - 1]), table);
    }
  }

  /// Medians alone.
  ///
  /// @param table `119 / 41 / 8`
  static void mediansAreNear(List<Delay> delays, String table) {
    List<String> cells = Arrays.asList(table.split(" / ", -1));
    assertThat(delays).hasSameSizeAs(cells);
    for (int i = 0; i < cells.size(); i++) {
      isNear(delays.get(i), 0.5, Double.parseDouble(cells.get(i)), table);
    }
  }

  /// A quantile that was rounded to a minute: of the trials here, its share is at or below it.
  private static void isNear(Delay delay, double share, double measured, String table) {
    int trials = delay.sorted().size();
    double error = ERRORS * Math.sqrt(share * (1 - share) * (1.0 / trials + 1.0 / INCIDENTS));
    double before = share(delay, measured - 0.5);
    double upTo = share(delay, measured + 0.5);
    assertThat(before).as("before %s of %s", measured, table).isLessThanOrEqualTo(share + error);
    assertThat(upTo).as("up to %s of %s", measured, table).isGreaterThanOrEqualTo(share - error);
  }

  private static double share(Delay delay, double minutes) {
    return (double) delay.sorted().stream().filter(found -> found < minutes).count()
        / delay.sorted().size();
  }

  /// Alarms in 30 days, or in some other time, as a count that varies like one of events that do
  /// not depend on each other.
  ///
  /// @param times how many of such times were simulated
  static void isNear(double alarms, double measured, double times) {
    isNear(alarms, measured, times, MONTHS);
  }

  /// @param measuredTimes how many were measured
  static void isNear(double alarms, double measured, double times, double measuredTimes) {
    double variance = measured / times + measured / measuredTimes;
    assertThat(alarms).isCloseTo(measured, within(ROUNDING + ERRORS * Math.sqrt(variance)));
  }

  static void isNearShare(double share, double measured, int trials) {
    double variance = measured * (1 - measured) * (1.0 / trials + 1.0 / INCIDENTS);
    assertThat(share).isCloseTo(measured, within(ROUNDING + ERRORS * Math.sqrt(variance)));
  }
}
