package io.evalstream.stats;

import java.util.List;

/// Points around their middle, and what their spread does to directions.
///
/// @param rows a point each, less the middle of all
/// @param variance sum of the squared distances from the middle
/// @param squares sum of the squared lengths of the points as they came
@SuppressWarnings("ArrayRecordComponent") // never compared
record CentredPoints(float[][] rows, double variance, double squares) {

  static CentredPoints of(List<float[]> vectors) {
    int dimensions = vectors.isEmpty() ? 0 : vectors.getFirst().length;
    double[] middle = middle(vectors, dimensions);
    float[][] rows = new float[vectors.size()][dimensions];
    double variance = 0;
    double squares = 0;
    for (int i = 0; i < rows.length; i++) {
      float[] vector = vectors.get(i);
      for (int d = 0; d < dimensions; d++) {
        rows[i][d] = (float) (vector[d] - middle[d]);
        variance += (double) rows[i][d] * rows[i][d];
        squares += (double) vector[d] * vector[d];
      }
    }
    return new CentredPoints(rows, variance, squares);
  }

  private static double[] middle(List<float[]> vectors, int dimensions) {
    double[] middle = new double[dimensions];
    for (float[] vector : vectors) {
      if (vector.length != dimensions) {
        throw new IllegalArgumentException(
            "vectors must be of one length, was " + vector.length + " after " + dimensions);
      }
      for (int d = 0; d < dimensions; d++) {
        middle[d] += (double) vector[d] / vectors.size();
      }
    }
    return middle;
  }

  int size() {
    return rows.length;
  }

  int dimensions() {
    return rows.length == 0 ? 0 : rows[0].length;
  }

  /// How far along a direction a point lies.
  double along(int point, double[] direction) {
    return dot(rows[point], direction);
  }

  /// How far from the middle a point lies.
  double distance(int point) {
    double square = 0;
    for (float coordinate : rows[point]) {
      square += (double) coordinate * coordinate;
    }
    return Math.sqrt(square);
  }

  /// Each direction times the sum over the points of x xᵀ.
  Directions spread(Directions directions) {
    double[][] spread = new double[directions.size()][dimensions()];
    for (float[] row : rows) {
      for (int j = 0; j < spread.length; j++) {
        double along = dot(row, directions.vector(j));
        double[] sum = spread[j];
        for (int d = 0; d < row.length; d++) {
          sum[d] += along * row[d];
        }
      }
    }
    return new Directions(spread, new double[spread.length]);
  }

  /// The spread of the points within the directions: sums of products of how far along they lie.
  double[][] products(Directions directions) {
    int size = directions.size();
    double[][] products = new double[size][size];
    double[] along = new double[size];
    for (float[] row : rows) {
      for (int j = 0; j < size; j++) {
        along[j] = dot(row, directions.vector(j));
        for (int k = 0; k <= j; k++) {
          products[j][k] += along[j] * along[k];
          products[k][j] = products[j][k];
        }
      }
    }
    return products;
  }

  /// In four sums, which do not wait for each other.
  private static double dot(float[] row, double[] direction) {
    double a = 0;
    double b = 0;
    double c = 0;
    double e = 0;
    int d = 0;
    for (; d + 3 < row.length; d += 4) {
      a += row[d] * direction[d];
      b += row[d + 1] * direction[d + 1];
      c += row[d + 2] * direction[d + 2];
      e += row[d + 3] * direction[d + 3];
    }
    for (; d < row.length; d++) {
      a += row[d] * direction[d];
    }
    return a + b + c + e;
  }
}
