package io.evalstream.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A few directions in a space of many dimensions.
///
/// @param vectors one each
/// @param lengths what was left of each when it was set at right angles to those before it
@SuppressWarnings("ArrayRecordComponent") // never compared
record Directions(double[][] vectors, double[] lengths) {

  private static final int MOST = 6;
  private static final int SEED = 1;
  // What is left below this share of a vector is rounding: it is in the space of those before it.
  private static final double ROUNDING = 1e-9;

  /// Directions that are at right angles to nothing in particular, the same ones each time.
  static Directions start(int points, int dimensions) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] vectors = new double[Math.min(MOST, Math.min(points, dimensions))][dimensions];
    for (double[] vector : vectors) {
      for (int d = 0; d < dimensions; d++) {
        vector[d] = random.nextDouble(-1, 1);
      }
    }
    return new Directions(vectors, new double[vectors.length]).orthonormal();
  }

  int size() {
    return vectors.length;
  }

  double[] vector(int i) {
    return vectors[i];
  }

  /// How much the first two were stretched.
  double strength() {
    return lengths[0] + (lengths.length > 1 ? lengths[1] : 0);
  }

  /// At right angles and of length 1; without those that lie in the space of the others.
  Directions orthonormal() {
    List<double[]> kept = new ArrayList<>();
    List<Double> left = new ArrayList<>();
    for (double[] vector : vectors) {
      double whole = Math.sqrt(Vector.dot(vector, vector));
      double[] rest = vector;
      // Twice, as the first time leaves rounding behind.
      for (int round = 0; round < 2; round++) {
        for (double[] other : kept) {
          rest = Vector.sum(rest, other, -Vector.dot(rest, other));
        }
      }
      double length = Math.sqrt(Vector.dot(rest, rest));
      if (length > ROUNDING * whole) {
        kept.add(Vector.sum(new double[rest.length], rest, 1 / length));
        left.add(length);
      }
    }
    return new Directions(
        kept.toArray(double[][]::new), left.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /// The sum of the directions by these weights.
  double[] mix(double[] weights) {
    double[] sum = new double[vectors[0].length];
    for (int i = 0; i < vectors.length; i++) {
      sum = Vector.sum(sum, vectors[i], weights[i]);
    }
    return sum;
  }
}
