package io.evalstream.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The axes of a small symmetric matrix: its eigenvectors, largest eigenvalue first.
///
/// *How it works:* cyclic Jacobi rotations [1], which take a handful of sweeps.
///
/// [1] G. H. Golub, H. A. van der Vorst, Eigenvalue computation in the 20th century, Journal of
/// Computational and Applied Mathematics 123 (2000), 35-65,
/// <https://doi.org/10.1016/S0377-0427(00)00413-1>
///
/// @param values eigenvalues, in no order
/// @param vectors a column each
/// @param order of the columns, largest value first
@SuppressWarnings("ArrayRecordComponent") // never compared
record Axes(double[] values, double[][] vectors, List<Integer> order) {

  private static final int SWEEPS = 30;

  /// @param matrix symmetric; it is changed
  static Axes of(double[][] matrix) {
    int size = matrix.length;
    double[][] vectors = new double[size][size];
    IntStream.range(0, size).forEach(i -> vectors[i][i] = 1);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          rotate(matrix, vectors, p, q);
        }
      }
    }
    double[] values = IntStream.range(0, size).mapToDouble(i -> matrix[i][i]).toArray();
    List<Integer> order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> values[i]).reversed())
            .toList();
    return new Axes(values, vectors, order);
  }

  int size() {
    return values.length;
  }

  double value(int rank) {
    return values[order.get(rank)];
  }

  double[] vector(int rank) {
    int column = order.get(rank);
    return IntStream.range(0, size()).mapToDouble(i -> vectors[i][column]).toArray();
  }

  /// Turns the plane of p and q so that their product is 0.
  private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
    if (matrix[p][q] == 0) {
      return;
    }
    double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double sign = theta < 0 ? -1 : 1;
    double tangent = sign / (Math.abs(theta) + Math.hypot(theta, 1));
    double cosine = 1 / Math.hypot(tangent, 1);
    double sine = tangent * cosine;
    for (double[] row : matrix) {
      turn(row, p, q, cosine, sine);
    }
    for (int i = 0; i < matrix.length; i++) {
      double a = matrix[p][i];
      double b = matrix[q][i];
      matrix[p][i] = cosine * a - sine * b;
      matrix[q][i] = sine * a + cosine * b;
    }
    for (double[] row : vectors) {
      turn(row, p, q, cosine, sine);
    }
  }

  private static void turn(double[] row, int p, int q, double cosine, double sine) {
    double a = row[p];
    double b = row[q];
    row[p] = cosine * a - sine * b;
    row[q] = sine * a + cosine * b;
  }
}
