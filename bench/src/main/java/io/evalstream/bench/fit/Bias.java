package io.evalstream.bench.fit;

import io.evalstream.judgeclient.heuristic.Reading;
import java.util.List;

/// Finds the bias that is common to all files, when the weights are known: the most likely one, by
/// Newton's method.
final class Bias {

  private static final int STEPS = 50;

  private Bias() {}

  /// @param shares how much each example counts
  static double best(List<Example> examples, double[] shares, List<Double> weights) {
    double[] sums = examples.stream().mapToDouble(e -> sum(e.reading(), weights)).toArray();
    double bias = 0;
    for (int step = 0; step < STEPS; step++) {
      double miss = 0;
      double curve = 1e-6;
      for (int i = 0; i < sums.length; i++) {
        double p = 1 / (1 + Math.exp(-bias - sums[i]));
        miss += shares[i] * ((examples.get(i).row().fails() ? 1 : 0) - p);
        curve += shares[i] * p * (1 - p);
      }
      bias += Math.clamp(miss / curve, -1, 1);
    }
    return bias;
  }

  private static double sum(Reading reading, List<Double> weights) {
    double sum = 0;
    for (int j = 0; j < weights.size(); j++) {
      sum += weights.get(j) * reading.values().get(j);
    }
    return sum;
  }
}
