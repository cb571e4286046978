package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.stats.SequentialTest.Evidence;
import io.evalstream.stats.SequentialTest.Window;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// The promise of [SequentialTest]: at a share that is just the limit, it takes `odds` windows or
/// more on average until it fires.
class FalseAlarmTest {

  private static final double ODDS = 500;
  private static final double LIMIT = 0.05;
  private static final int ALARMS = 300;

  @Test
  void uniformSample() {
    SequentialTest test = new SequentialTest(LIMIT, ODDS);

    double windows = windowsToAlarm(test, random -> coins(random, test, 20, LIMIT, 1));

    assertThat(windows).isGreaterThan(ODDS);
  }

  @Test
  void importanceSample() {
    SequentialTest test = new SequentialTest(LIMIT, ODDS, ImportanceSampling.LARGEST_WEIGHT, 1);
    ScoredTraffic traffic = new ScoredTraffic(LIMIT);

    double windows = windowsToAlarm(test, random -> traffic.window(random, 20, test));

    assertThat(windows).isGreaterThan(ODDS);
  }

  @Test
  void gradedScores() {
    SequentialTest test = new SequentialTest(LIMIT, ODDS);

    double windows =
        windowsToAlarm(
            test,
            random -> {
              Window window = Window.EMPTY;
              for (int i = 0; i < 20; i++) {
                // A tenth of the scores are 0.5 on average.
                double x = random.nextDouble() < 0.1 ? random.nextDouble() : 0;
                window = test.plus(window, 1, x);
              }
              return window;
            });

    assertThat(windows).isGreaterThan(ODDS);
  }

  @Test
  void conversationsOfFiveEqualTurns() {
    SequentialTest test = new SequentialTest(LIMIT, ODDS, 1, DesignEffect.of(5, 1));

    double windows = windowsToAlarm(test, random -> coins(random, test, 4, LIMIT, 5));

    assertThat(windows).isGreaterThan(ODDS);
  }

  /// Without the design effect it is no promise, so the test above can fail.
  @Test
  void conversationsTakenForIndependent_breakThePromise() {
    SequentialTest test = new SequentialTest(LIMIT, ODDS);

    double windows = windowsToAlarm(test, random -> coins(random, test, 4, LIMIT, 5));

    assertThat(windows).isLessThan(ODDS / 2);
  }

  @Test
  void shareOfTwiceTheLimit_isFoundSoon() {
    SequentialTest test = new SequentialTest(LIMIT, ODDS);

    double windows = windowsToAlarm(test, random -> coins(random, test, 20, 2 * LIMIT, 1));

    assertThat(windows).isLessThan(ODDS / 20);
  }

  private static Window coins(
      SplittableRandom random, SequentialTest test, int coins, double failing, int times) {
    Window window = Window.EMPTY;
    for (int i = 0; i < coins; i++) {
      double x = random.nextDouble() < failing ? 1 : 0;
      for (int j = 0; j < times; j++) {
        window = test.plus(window, 1, x);
      }
    }
    return window;
  }

  private static double windowsToAlarm(
      SequentialTest test, Function<SplittableRandom, Window> traffic) {
    SplittableRandom random = new SplittableRandom(1);
    long windows = 0;
    for (int i = 0; i < ALARMS; i++) {
      Evidence evidence = Evidence.NONE;
      while (!evidence.firing()) {
        evidence = test.after(evidence, traffic.apply(random));
        windows++;
      }
    }
    return (double) windows / ALARMS;
  }
}
