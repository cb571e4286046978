package io.evalstream.stats;

import org.jspecify.annotations.Nullable;

/// A confusion matrix as shares of its cases, and how its measures change with each cell.
///
/// @param cells by true class, then by judged class
/// @param truth sums of the rows
/// @param judged sums of the columns
@SuppressWarnings("ArrayRecordComponent") // never compared
record Shares(double[][] cells, double[] truth, double[] judged) {

  /// @param added to each count
  static Shares of(long[][] counts, double added) {
    int classes = counts.length;
    double total = 0;
    for (long[] row : counts) {
      for (long count : row) {
        total += count + added;
      }
    }
    double[][] cells = new double[classes][classes];
    double[] truth = new double[classes];
    double[] judged = new double[classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        cells[i][j] = (counts[i][j] + added) / total;
        truth[i] += cells[i][j];
        judged[j] += cells[i][j];
      }
    }
    return new Shares(cells, truth, judged);
  }

  double cell(int i, int j) {
    return cells[i][j];
  }

  private double agreed() {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += cells[i][i];
    }
    return sum;
  }

  private double byChance() {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += truth[i] * judged[i];
    }
    return sum;
  }

  private static double spread(double[] shares) {
    double squares = 0;
    for (double share : shares) {
      squares += share * share;
    }
    return 1 - squares;
  }

  private boolean isOneClass(double[] shares) {
    int used = 0;
    for (double share : shares) {
      used += share > 0 ? 1 : 0;
    }
    return used < 2;
  }

  /// Null when everything is of one class, for both.
  @Nullable Double kappa() {
    return isOneClass(truth) && isOneClass(judged) && agreed() > 0
        ? null
        : Double.valueOf((agreed() - byChance()) / (1 - byChance()));
  }

  double kappaSlope(int i, int j) {
    double left = 1 - byChance();
    double same = i == j ? left : 0;
    return (same - (1 - agreed()) * (judged[i] + truth[j])) / (left * left);
  }

  /// Null when everything is of one class, for either.
  @Nullable Double mcc() {
    return isOneClass(truth) || isOneClass(judged)
        ? null
        : Double.valueOf((agreed() - byChance()) / Math.sqrt(spread(judged) * spread(truth)));
  }

  double mccSlope(int i, int j) {
    double x = spread(judged);
    double y = spread(truth);
    double root = Math.sqrt(x * y);
    double same = i == j ? 1 : 0;
    return (same - judged[i] - truth[j]) / root
        + (agreed() - byChance()) / root * (judged[j] / x + truth[i] / y);
  }

  Double macroF1() {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      double size = truth[i] + judged[i];
      sum += size > 0 ? 2 * cells[i][i] / size : 0;
    }
    return sum / truth.length;
  }

  double macroF1Slope(int i, int j) {
    double same = i == j ? 2 / (truth[i] + judged[i]) : 0;
    return (same - fallOfF1(i) - fallOfF1(j)) / truth.length;
  }

  private double fallOfF1(int of) {
    double size = truth[of] + judged[of];
    return 2 * cells[of][of] / (size * size);
  }

  /// Null when a class does not occur.
  @Nullable Double balancedAccuracy() {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] == 0) {
        return null;
      }
      sum += cells[i][i] / truth[i];
    }
    return sum / truth.length;
  }

  double balancedAccuracySlope(int i, int j) {
    double same = i == j ? 1 : 0;
    return (same / truth[i] - cells[i][i] / (truth[i] * truth[i])) / truth.length;
  }
}
