package io.evalstream.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Spearman's rank correlation: whether one number grows when another does, by whatever curve. Ties
/// share their mean rank. The interval is Fisher's, with the standard error of [1].
///
/// [1] D. G. Bonett, T. A. Wright, Sample size requirements for estimating Pearson, Kendall and
/// Spearman correlations, Psychometrika 65 (2000), 23-28, <https://doi.org/10.1007/BF02294183>
public final class RankCorrelation {

  private static final int FEWEST = 4;

  private RankCorrelation() {}

  /// Null with fewer than four pairs, or when one of both does not vary.
  public static @Nullable Estimate spearman(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "x and y must be pairs, was " + x.length + " and " + y.length);
    }
    if (x.length < FEWEST || isConstant(x) || isConstant(y)) {
      return null;
    }
    double r = Math.clamp(pearson(ranks(x), ranks(y)), -1, 1);
    if (Math.abs(r) > 1 - 1e-12) {
      return new Estimate(Math.signum(r), Math.signum(r), Math.signum(r));
    }
    double fisher = 0.5 * Math.log((1 + r) / (1 - r));
    double half = Normal.Z_95 * Math.sqrt((1 + r * r / 2) / (x.length - 3));
    return new Estimate(r, Math.tanh(fisher - half), Math.tanh(fisher + half));
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  private static double[] ranks(double[] values) {
    Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double pearson(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
