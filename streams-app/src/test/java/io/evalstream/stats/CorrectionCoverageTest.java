package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.stats.CorrectedRate.Benchmark;
import io.evalstream.stats.DoubleSampling.Checked;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the intervals of true rates promise, held to draws of judges who err: over their errors,
/// true rates and sizes. A stated least is that of the most unfavourable setting.
class CorrectionCoverageTest {

  private static final double[] TRUE_RATES = {0.01, 0.05, 0.2, 0.5};

  /// Sensitivity and specificity.
  private static final double[][] JUDGES = {{0.95, 0.98}, {0.8, 0.95}, {0.7, 0.8}};

  @ParameterizedTest
  @CsvSource({
    "0.95, 0.98, 0.942, 0.970",
    "0.90, 0.90, 0.943, 0.955",
    "0.80, 0.95, 0.944, 0.962",
    "0.70, 0.80, 0.947, 0.959",
    "0.60, 0.60, 0.927, 0.964"
  })
  void judgeError(double sensitivity, double specificity, double least, double mean) {
    int[][] benchmarks = {{25, 25}, {50, 50}, {20, 180}, {100, 100}, {250, 250}, {1000, 1000}};
    Coverage coverage = new Coverage(1_000);
    for (double rate : TRUE_RATES) {
      for (int n : new int[] {50, 200, 1000, 10_000}) {
        Binomial labels = new Binomial(n, rate * sensitivity + (1 - rate) * (1 - specificity));
        for (int[] size : benchmarks) {
          Binomial hits = new Binomial(size[0], sensitivity);
          Binomial passes = new Binomial(size[1], specificity);
          coverage.add(
              random -> {
                Benchmark benchmark =
                    new Benchmark(hits.draw(random), size[0], passes.draw(random), size[1]);
                double raw = (double) labels.draw(random) / n;
                return Coverage.has(CorrectedRate.of(raw, n, benchmark).interval(), rate);
              });
        }
      }
    }

    coverage.assertStated(least, mean);
  }

  @ParameterizedTest
  @CsvSource({"50", "1000"})
  void safeLimit_isUnderTheRightOneForOneBenchmarkInTwenty(int cases) {
    Binomial hits = new Binomial(cases, 0.9);
    Binomial passes = new Binomial(cases, 0.95);
    Coverage coverage = new Coverage(20_000);
    coverage.add(
        random -> {
          Benchmark benchmark = new Benchmark(hits.draw(random), cases, passes.draw(random), cases);
          return TrueLimit.of(0.05, benchmark).safe() >= 0.0925;
        });

    // Stated 0.039 to 0.051; four standard errors of 20,000 draws are 0.006.
    assertThat(1 - coverage.mean()).isBetween(0.033, 0.057);
  }

  @Test
  void predictionPowered() {
    Coverage coverage = new Coverage(1_000);
    for (double[] judge : JUDGES) {
      for (double rate : TRUE_RATES) {
        for (int others : new int[] {1_000, 10_000}) {
          Binomial labels = new Binomial(others, rate * judge[0] + (1 - rate) * (1 - judge[1]));
          for (int humans : new int[] {20, 50, 100, 300, 1_000}) {
            coverage.add(
                random -> {
                  int failed = labels.draw(random);
                  RateSums judged = RateSums.ofCounts(others, failed);
                  HumanChecked checked = checked(random, humans, rate, judge);
                  return Coverage.has(checked.rate(judged).interval(), rate);
                });
          }
        }
      }
    }

    coverage.assertStated(0.913, 0.958);
  }

  private static HumanChecked checked(SplittableRandom random, int n, double rate, double[] judge) {
    int failing = Binomial.draw(random, n, rate);
    int hits = Binomial.draw(random, failing, judge[0]);
    int passes = Binomial.draw(random, n - failing, judge[1]);
    int missed = failing - hits;
    int alarms = n - failing - passes;
    return new HumanChecked(hits, hits, missed, missed, alarms, alarms, passes, passes);
  }

  @Test
  void doubleSampling() {
    int[][] sizes = {{30, 30}, {50, 200}};
    Coverage coverage = new Coverage(4_000);
    for (double[] judge : JUDGES) {
      for (double rate : TRUE_RATES) {
        double label = rate * judge[0] + (1 - rate) * (1 - judge[1]);
        for (int n : new int[] {1_000, 10_000}) {
          Binomial labels = new Binomial(n, label);
          for (int[] size : sizes) {
            Binomial confirmed = new Binomial(size[0], rate * judge[0] / label);
            Binomial missed = new Binomial(size[1], rate * (1 - judge[0]) / (1 - label));
            coverage.add(
                random -> {
                  Checked checked =
                      new Checked(confirmed.draw(random), size[0], missed.draw(random), size[1]);
                  double raw = (double) labels.draw(random) / n;
                  return Coverage.has(DoubleSampling.of(raw, n, checked).interval(), rate);
                });
          }
        }
      }
    }

    coverage.assertStated(0.913, 0.954);
  }
}
