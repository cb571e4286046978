package io.evalstream.bench.fit;

import io.evalstream.judgeclient.heuristic.Reading;
import java.util.ArrayList;
import java.util.List;

/// Brings counts to mean 0 and deviation 1, so that a ridge holds all of them alike.
final class Scale {

  private static final double CONSTANT = 1e-9;

  private final double[] mean;
  private final double[] deviation;

  /// @param readings at least one, all of the same gauge
  Scale(List<Reading> readings) {
    int size = readings.getFirst().values().size();
    this.mean = new double[size];
    this.deviation = new double[size];
    for (int j = 0; j < size; j++) {
      int feature = j;
      double[] values = readings.stream().mapToDouble(r -> r.values().get(feature)).toArray();
      mean[j] = sum(values) / values.length;
      double squares = 0;
      for (double value : values) {
        squares += (value - mean[j]) * (value - mean[j]);
      }
      double variance = squares / values.length;
      deviation[j] = variance < CONSTANT ? 1 : Math.sqrt(variance);
    }
  }

  double of(Reading reading, int j) {
    return (reading.values().get(j) - mean[j]) / deviation[j];
  }

  /// The weights for counts as they are, from those for counts that were brought to scale.
  List<Double> raw(double[] weights) {
    List<Double> raw = new ArrayList<>();
    for (int j = 0; j < mean.length; j++) {
      raw.add(weights[j] / deviation[j]);
    }
    return raw;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
