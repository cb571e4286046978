package io.evalstream.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Traffic with a score that tells failing from passing with an area under the ROC curve of 0.8,
/// and judged by it with [ImportanceSampling].
///
/// The score of a passing answer is normal around 0, that of a failing one around 1.19: two such
/// are in the right order with probability Φ(1.19 / √2) = 0.8.
final class ScoredTraffic {

  private static final double FAILING_CENTRE = 1.1902;
  private static final int CELLS = 60;
  private static final double FROM = -3;
  private static final double STEP = 0.12;

  private final double[] weights = new double[CELLS];
  private final double[] failing = new double[CELLS];
  private final double[] judgedUpTo = new double[CELLS];

  ScoredTraffic(double rate) {
    double[] shares = new double[CELLS];
    double[] shapes = new double[CELLS];
    double mean = 0;
    for (int i = 0; i < CELLS; i++) {
      double fails = rate * share(i, FAILING_CENTRE);
      shares[i] = fails + (1 - rate) * share(i, 0);
      failing[i] = fails / shares[i];
      shapes[i] = ImportanceSampling.shape(failing[i], rate);
      mean += shares[i] * shapes[i];
    }
    double uniform = 1e-3;
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
      double probability = ImportanceSampling.probability(shapes[i], mean, uniform);
      weights[i] = uniform / probability;
      sum += shares[i] * probability;
      judgedUpTo[i] = sum;
    }
    for (int i = 0; i < CELLS; i++) {
      judgedUpTo[i] /= sum;
    }
  }

  /// Of the scores in a cell; the outer ones have no end.
  private static double share(int cell, double centre) {
    double low = cell == 0 ? 0 : Normal.cdf(FROM + cell * STEP - centre);
    double high = cell == CELLS - 1 ? 1 : Normal.cdf(FROM + (cell + 1) * STEP - centre);
    return high - low;
  }

  /// Verdicts of n judged answers, with relative weights.
  RateSums judged(SplittableRandom random, int n) {
    RateSums sums = RateSums.EMPTY;
    for (int i = 0; i < n; i++) {
      int cell = cell(random);
      sums = sums.plus(weights[cell], fails(random, cell));
    }
    return sums;
  }

  /// A window of a test.
  SequentialTest.Window window(SplittableRandom random, int n, SequentialTest test) {
    SequentialTest.Window window = SequentialTest.Window.EMPTY;
    for (int i = 0; i < n; i++) {
      int cell = cell(random);
      window = test.plus(window, weights[cell], fails(random, cell));
    }
    return window;
  }

  private int fails(SplittableRandom random, int cell) {
    return random.nextDouble() < failing[cell] ? 1 : 0;
  }

  private int cell(SplittableRandom random) {
    int at = Arrays.binarySearch(judgedUpTo, random.nextDouble());
    return Math.min(at < 0 ? -at - 1 : at, CELLS - 1);
  }
}
