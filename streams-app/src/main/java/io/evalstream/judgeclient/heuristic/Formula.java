package io.evalstream.judgeclient.heuristic;

import java.util.List;

/// Weighs the counts of a [Gauge]: a logistic regression, fitted by the command `bench/fit`.
///
/// @param bias what is there before anything is counted
/// @param weights one for each feature of the gauge
public record Formula(double bias, List<Double> weights) {

  /// A judgement fails from here.
  public static final double NEEDED = 0.5;

  public Formula {
    weights = List.copyOf(weights);
  }

  /// Between 0 and 1: how much the counts look like those of failures. Not the probability of one,
  /// which depends on how many failures there are.
  public double score(Reading reading) {
    double sum = bias;
    for (int i = 0; i < weights.size(); i++) {
      sum += weights.get(i) * reading.values().get(i);
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
