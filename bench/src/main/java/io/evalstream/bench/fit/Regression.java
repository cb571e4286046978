package io.evalstream.bench.fit;

import io.evalstream.judgeclient.heuristic.Formula;
import io.evalstream.judgeclient.heuristic.Reading;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Logistic regression with a ridge, by Newton's method.
///
/// Every file counts the same, and in a file failures count as much as passes, so that no large
/// file decides alone. Each file has a bias of its own while the weights are found: files differ in
/// how they were made, and that must not look like a difference between failures and passes. The
/// common [Bias] is found last. A count that would speak against a failure is left out.
final class Regression {

  private static final double RIDGE = 2;
  private static final int STEPS = 20;

  private final List<Example> examples;
  private final int features;
  private final Scale scale;
  private final double[] shares;
  private final int[] fileOf;
  private final int size;
  private final boolean[] used;

  private Regression(List<Example> examples) {
    this.examples = examples;
    this.features = examples.getFirst().reading().values().size();
    this.scale = new Scale(examples.stream().map(Example::reading).toList());
    this.shares = shares(examples);
    List<String> files =
        List.copyOf(new TreeSet<>(examples.stream().map(e -> e.row().file()).toList()));
    this.fileOf = examples.stream().mapToInt(e -> files.indexOf(e.row().file())).toArray();
    this.size = features + files.size();
    this.used = new boolean[features];
    Arrays.fill(used, true);
  }

  /// @param examples at least one
  static Formula fit(List<Example> examples) {
    Regression regression = new Regression(examples);
    double[] beta = regression.solve();
    while (regression.drop(beta)) {
      beta = regression.solve();
    }
    List<Double> weights = regression.scale.raw(beta);
    return new Formula(Bias.best(examples, regression.shares, weights), weights);
  }

  private static double[] shares(List<Example> examples) {
    Map<String, Integer> counts = new HashMap<>();
    examples.forEach(e -> counts.merge(side(e), 1, Integer::sum));
    double mean = (double) examples.size() / counts.size();
    return examples.stream().mapToDouble(e -> mean / counts.getOrDefault(side(e), 1)).toArray();
  }

  private static String side(Example example) {
    return example.row().file() + example.row().fails();
  }

  private double[] solve() {
    double[] beta = new double[size];
    for (int step = 0; step < STEPS; step++) {
      double[] move = newton(beta);
      for (int j = 0; j < size; j++) {
        beta[j] += move[j];
      }
    }
    return beta;
  }

  /// Leaves out the count that speaks most against a failure; false when there is none.
  private boolean drop(double[] beta) {
    int worst = -1;
    for (int j = 0; j < features; j++) {
      if (used[j] && beta[j] < (worst < 0 ? 0 : beta[worst])) {
        worst = j;
      }
    }
    if (worst >= 0) {
      used[worst] = false;
    }
    return worst >= 0;
  }

  private double[] newton(double[] beta) {
    double[][] system = new double[size][size + 1];
    for (int i = 0; i < examples.size(); i++) {
      double[] x = row(i);
      double p = chance(beta, x);
      double miss = shares[i] * ((examples.get(i).row().fails() ? 1 : 0) - p);
      double curve = shares[i] * p * (1 - p);
      for (int j = 0; j < size; j++) {
        system[j][size] += miss * x[j];
        for (int k = 0; k < size; k++) {
          system[j][k] += curve * x[j] * x[k];
        }
      }
    }
    for (int j = 0; j < size; j++) {
      double ridge = j < features ? RIDGE : 0.01;
      system[j][size] -= ridge * beta[j];
      system[j][j] += ridge;
    }
    return Elimination.solve(system);
  }

  private static double chance(double[] beta, double[] x) {
    double sum = 0;
    for (int j = 0; j < beta.length; j++) {
      sum += beta[j] * x[j];
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private double[] row(int i) {
    double[] x = new double[size];
    Reading reading = examples.get(i).reading();
    for (int j = 0; j < features; j++) {
      x[j] = used[j] ? scale.of(reading, j) : 0;
    }
    x[features + fileOf[i]] = 1;
    return x;
  }
}
