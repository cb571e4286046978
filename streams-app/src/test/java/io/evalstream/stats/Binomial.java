package io.evalstream.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Draws how many of n events with one probability happen.
final class Binomial {

  private final double[] shareUpTo;

  Binomial(int n, double probability) {
    shareUpTo = new double[n + 1];
    double log = n * Math.log1p(-probability);
    double odds = Math.log(probability) - Math.log1p(-probability);
    double sum = 0;
    for (int k = 0; k <= n; k++) {
      sum += Math.exp(log);
      shareUpTo[k] = sum;
      log += Math.log((double) (n - k) / (k + 1)) + odds;
    }
  }

  int draw(SplittableRandom random) {
    int at = Arrays.binarySearch(shareUpTo, random.nextDouble());
    return Math.min(at < 0 ? -at - 1 : at, shareUpTo.length - 1);
  }

  /// One by one, where n varies.
  static int draw(SplittableRandom random, int n, double probability) {
    int happened = 0;
    for (int i = 0; i < n; i++) {
      happened += random.nextDouble() < probability ? 1 : 0;
    }
    return happened;
  }
}
