package io.evalstream.alert.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimulationTest {

  @Test
  void numberOfThreads_changesNothing() {
    Simulation small =
        new Simulation(
            new Setting(
                Settings.limit(0.05, 1, 1),
                0.8,
                List.of(2.0),
                Settings.THREE_HOURS,
                List.of(1.2),
                List.of(20),
                1,
                1,
                3,
                10,
                7),
            List.of(Contender.values()));

    assertThat(small.run(1, () -> {})).isEqualTo(small.run(2, () -> {}));
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
}
