package io.evalstream.alert.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.simulate.Simulation.Delay;
import io.evalstream.alert.simulate.Simulation.Row;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Rules as they run in the monitor, held to what they promise, and to delays that were measured
/// with another program: 1,000 jumps for each, labels as here.
class SimulationTest {

  private static final int INCIDENTS = 200;
  private static final int MEASURED = 1_000;
  private static final int REPETITIONS = 12;

  private static final Setting LIMIT =
      new Setting(
          false,
          0.05,
          0.8,
          List.of(1.5, 2.0, 4.0),
          List.of(100),
          30,
          REPETITIONS,
          INCIDENTS,
          1,
          Duration.ofMinutes(5),
          1);

  @Test
  void sequentialRule_keepsItsFalseAlarms_andSeesJumpsAsFastAsMeasured() throws Exception {
    List<Row> rows = new Simulation(LIMIT).run(2, () -> {});

    Row sequential = row(rows, Contender.SEQUENTIAL);
    // At the limit one in 30 days, as a count of 12 times 30 days: 12, and four times its root.
    assertThat(sequential.falseAlarms().get(1) * REPETITIONS)
        .isLessThanOrEqualTo(REPETITIONS + 4 * Math.sqrt(REPETITIONS));
    assertThat(sequential.falseAlarms().get(0) * REPETITIONS).isLessThanOrEqualTo(1);
    isNear(sequential.delays().get(0), 17);
    isNear(sequential.delays().get(1), 6);
    isNear(sequential.delays().get(2), 1);
    // The others are as bad as the table of the page says: hundreds and thousands.
    assertThat(row(rows, Contender.INTERVAL).falseAlarms().get(1)).isGreaterThan(100);
    assertThat(row(rows, Contender.THRESHOLD).falseAlarms().get(1)).isGreaterThan(5_000);
  }

  @Test
  void riseAgainstTheDayBefore_isSeenAsFastAsMeasured() throws Exception {
    Setting setting =
        new Setting(
            true,
            0.05,
            0.8,
            List.of(2.0, 4.0),
            List.of(100),
            30,
            4,
            INCIDENTS,
            1,
            Duration.ofMinutes(5),
            1);

    Row sequential = row(new Simulation(setting).run(2, () -> {}), Contender.SEQUENTIAL);

    assertThat(sequential.falseAlarms().getFirst() * 4).isLessThanOrEqualTo(4 + 4 * Math.sqrt(4));
    isNear(sequential.delays().get(0), 7);
    isNear(sequential.delays().get(1), 1);
  }

  @Test
  void numberOfThreads_changesNothing() throws Exception {
    Setting small =
        new Setting(
            false, 0.05, 0.8, List.of(2.0), List.of(20), 1, 3, 10, 1, Duration.ofMinutes(5), 7);

    assertThat(new Simulation(small).run(1, () -> {}))
        .isEqualTo(new Simulation(small).run(2, () -> {}));
  }

  /// The mean and the variance of a Poisson number are the same: here 1,000, each known to four
  /// standard errors of 20,000 numbers.
  @Test
  void labelsOfAMinute_areAsManyAsAsked() {
    int count = 20_000;
    double mean = 1_000;
    Poisson poisson = new Poisson(mean);
    SplittableRandom random = new SplittableRandom(3);

    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = poisson.next(random);
    }

    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    double squares = 0;
    for (double number : numbers) {
      squares += (number - mean) * (number - mean);
    }
    assertThat(Math.abs(sum / count - mean)).isLessThan(4 * Math.sqrt(mean / count));
    assertThat(Math.abs(squares / count - mean)).isLessThan(4 * mean * Math.sqrt(2.0 / count));
  }

  /// A median that was found in 1,000 trials and rounded to a minute: of the trials here, half are
  /// at or below it, give or take four standard errors of the two samples.
  private static void isNear(Delay delay, double measured) {
    double error = 4 * 0.5 * Math.sqrt(1.0 / INCIDENTS + 1.0 / MEASURED);
    long before = delay.sorted().stream().filter(minutes -> minutes < measured).count();
    long upTo = delay.sorted().stream().filter(minutes -> minutes <= measured).count();
    assertThat((double) before / INCIDENTS).isLessThanOrEqualTo(0.5 + error);
    assertThat((double) upTo / INCIDENTS).isGreaterThanOrEqualTo(0.5 - error);
  }

  private static Row row(List<Row> rows, Contender contender) {
    return rows.stream().filter(row -> row.contender() == contender).findFirst().orElseThrow();
  }
}
