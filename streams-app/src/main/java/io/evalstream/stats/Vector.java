package io.evalstream.stats;

/// Arithmetic of vectors of one length.
final class Vector {

  private Vector() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double[] minus(double[] a, double[] b) {
    return sum(a, b, -1);
  }

  /// @param times how often the second one is added
  static double[] sum(double[] a, double[] b, double times) {
    double[] sum = a.clone();
    for (int i = 0; i < a.length; i++) {
      sum[i] += times * b[i];
    }
    return sum;
  }
}
