package io.evalstream.bench.fit;

/// Gaussian elimination with partial pivoting.
final class Elimination {

  private Elimination() {}

  /// @param matrix n rows of n coefficients and the right side; overwritten
  static double[] solve(double[][] matrix) {
    int n = matrix.length;
    for (int column = 0; column < n; column++) {
      pivot(matrix, column);
      for (int row = column + 1; row < n; row++) {
        double factor = matrix[row][column] / matrix[column][column];
        for (int k = column; k <= n; k++) {
          matrix[row][k] -= factor * matrix[column][k];
        }
      }
    }
    double[] solution = new double[n];
    for (int row = n - 1; row >= 0; row--) {
      double sum = matrix[row][n];
      for (int k = row + 1; k < n; k++) {
        sum -= matrix[row][k] * solution[k];
      }
      solution[row] = sum / matrix[row][row];
    }
    return solution;
  }

  private static void pivot(double[][] matrix, int column) {
    int best = column;
    for (int row = column + 1; row < matrix.length; row++) {
      best = Math.abs(matrix[row][column]) > Math.abs(matrix[best][column]) ? row : best;
    }
    double[] swapped = matrix[column];
    matrix[column] = matrix[best];
    matrix[best] = swapped;
  }
}
