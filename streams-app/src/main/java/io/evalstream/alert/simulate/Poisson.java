package io.evalstream.alert.simulate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How many events come in a minute when they do not depend on each other.
///
/// The number is found in a table of its distribution, which is exact as far as a double is.
final class Poisson {

  private static final double SPREADS = 12;
  private static final int MARGIN = 40;

  private final double[] cumulative;

  /// @param mean from 0
  Poisson(double mean) {
    int most = (int) Math.ceil(mean + SPREADS * Math.sqrt(mean)) + MARGIN;
    cumulative = new double[most];
    double sum = 0;
    double logFactorial = 0;
    for (int k = 0; k < most; k++) {
      logFactorial += k == 0 ? 0 : Math.log(k);
      sum += mean == 0 ? (k == 0 ? 1 : 0) : Math.exp(k * Math.log(mean) - mean - logFactorial);
      cumulative[k] = sum;
    }
  }

  int next(RandomGenerator random) {
    int found = Arrays.binarySearch(cumulative, random.nextDouble());
    return Math.min(found < 0 ? -found - 1 : found + 1, cumulative.length - 1);
  }
}
