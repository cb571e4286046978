package io.evalstream.stats;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the intervals promise, held to draws: 95 % on average over rates and sizes, and how much
/// less where a rate is unfavourable. A stated least is that of the most unfavourable rate.
class CoverageTest {

  private static final int DRAWS = 4_000;
  private static final double[] RATES = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5};

  @ParameterizedTest
  @CsvSource({
    "10, 0.903, 0.947",
    "50, 0.912, 0.946",
    "100, 0.908, 0.938",
    "200, 0.924, 0.948",
    "1000, 0.944, 0.952"
  })
  void equalWeights(int n, double least, double mean) {
    Coverage coverage = new Coverage(DRAWS);
    for (double rate : RATES) {
      Binomial failed = new Binomial(n, rate);
      coverage.add(random -> Coverage.has(equal(n, failed.draw(random)).interval(), rate));
    }

    coverage.assertStated(least, mean);
  }

  private static RateEstimate equal(int n, int failed) {
    return RateSums.ofCounts(n, failed).estimate();
  }

  @ParameterizedTest
  @CsvSource({"10, 0.910, 0.948", "50, 0.890, 0.945", "100, 0.928, 0.952", "200, 0.928, 0.948"})
  void tiers(int n, double least, double mean) {
    Coverage coverage = new Coverage(DRAWS);
    for (double rate : RATES) {
      coverage.add(random -> Coverage.has(tiers(random, n, rate).interval(), rate));
    }

    coverage.assertStated(least, mean);
  }

  /// A tenth of the traffic is judged whole and the rest with probability 0.1, so of the judged 0.1
  /// / 0.19 have the weight 1 and the others 10.
  private static RateEstimate tiers(SplittableRandom random, int n, double rate) {
    int heavy = Binomial.draw(random, n, 0.09 / 0.19);
    int failedHeavy = Binomial.draw(random, heavy, rate);
    int failedLight = Binomial.draw(random, n - heavy, rate);
    return RateSums.ofBinary(
            n,
            n + 9.0 * heavy,
            n + 99.0 * heavy,
            failedLight + 10.0 * failedHeavy,
            failedLight + 100.0 * failedHeavy)
        .estimate();
  }

  @ParameterizedTest
  @CsvSource({"10, 0.945, 0.960", "50, 0.936, 0.960", "100, 0.940, 0.961", "200, 0.944, 0.961"})
  void importanceSampling(int n, double least, double mean) {
    Coverage coverage = new Coverage(DRAWS);
    for (double rate : RATES) {
      ScoredTraffic traffic = new ScoredTraffic(rate);
      coverage.add(random -> Coverage.has(traffic.judged(random, n).estimate().interval(), rate));
    }

    coverage.assertStated(least, mean);
  }

  @ParameterizedTest
  @CsvSource({"EQUAL, 0.948", "TIERS, 0.941", "IMPORTANCE, 0.945"})
  void difference(Weights weights, double least) {
    double[] rates = {0.02, 0.05, 0.1, 0.4};
    Coverage coverage = new Coverage(1_000);
    for (int n : new int[] {30, 100, 300}) {
      for (double first : rates) {
        Arm a = arm(weights, n, first);
        for (double second : rates) {
          Arm b = arm(weights, n, second);
          coverage.add(
              random -> {
                Estimate interval =
                    Difference.of(a.draw(random), b.draw(random)).orElseThrow().interval();
                double truth = first - second;
                return interval.low() <= truth && truth <= interval.high();
              });
        }
      }
    }

    coverage.assertLeast(least);
  }

  private enum Weights {
    EQUAL,
    TIERS,
    IMPORTANCE
  }

  private interface Arm {
    RateEstimate draw(SplittableRandom random);
  }

  private static Arm arm(Weights weights, int n, double rate) {
    ScoredTraffic traffic = new ScoredTraffic(rate);
    return switch (weights) {
      case EQUAL -> random -> equal(n, Binomial.draw(random, n, rate));
      case TIERS -> random -> tiers(random, n, rate);
      case IMPORTANCE -> random -> traffic.judged(random, n).estimate();
    };
  }

  /// A day of looks, one a minute, at two versions with the same rate: stated 3 to 4 %, promised 5.
  @Test
  void differenceAtAnyTime_hasTheTruthAtAllTimes() {
    Coverage coverage = new Coverage(1_000);
    Binomial minute = new Binomial(10, 0.05);
    coverage.add(
        random -> {
          int first = 0;
          int second = 0;
          for (int n = 10; n <= 14_400; n += 10) {
            first += minute.draw(random);
            second += minute.draw(random);
            Estimate anytime =
                Difference.of((double) first / n, n, (double) second / n, n).anytime();
            if (anytime.low() > 0 || anytime.high() < 0) {
              return false;
            }
          }
          return true;
        });

    coverage.assertLeast(0.95);
  }
}
