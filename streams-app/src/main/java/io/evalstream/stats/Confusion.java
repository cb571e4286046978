package io.evalstream.stats;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How the labels of a judge compare with the true ones: measures of a confusion matrix, each with
/// its 95 % interval, and null where it is not defined.
///
/// Shares of cases have Wilson's interval. F1 is a growing function of Jaccard's share, whose
/// interval it takes. Kappa [1] and MCC [2] have the delta method on Fisher's scale, macro-F1 and
/// balanced accuracy on the logit's, with one case spread evenly over the matrix so that small ones
/// keep their promise. Cases count as independent of each other.
///
/// [1] J. L. Fleiss, J. Cohen, B. S. Everitt, Large sample standard errors of kappa, Psychological
/// Bulletin 72 (1969), 323-327, <https://doi.org/10.1037/h0028106>
///
/// [2] J. Gorodkin, Comparing two K-category assignments by a K-category correlation coefficient,
/// Computational Biology and Chemistry 28 (2004), 367-374,
/// <https://doi.org/10.1016/j.compbiolchem.2004.09.006>
public final class Confusion {

  private final long[][] counts;
  private final int classes;

  /// @param counts by true class, then by the class that the judge gave
  public Confusion(long[][] counts) {
    this.classes = counts.length;
    this.counts = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
    for (long[] row : counts) {
      if (row.length != classes || Arrays.stream(row).anyMatch(count -> count < 0)) {
        throw new IllegalArgumentException(
            "counts must be a square of numbers from 0, was " + Arrays.deepToString(counts));
      }
    }
  }

  public long count(int truth, int judged) {
    return counts[truth][judged];
  }

  public long n() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /// Cases that truly are of the class.
  public long trueCases(int of) {
    return Arrays.stream(counts[of]).sum();
  }

  /// Cases that the judge puts into the class.
  public long judgedCases(int of) {
    return Arrays.stream(counts).mapToLong(row -> row[of]).sum();
  }

  private long agreed() {
    return IntStream.range(0, classes).mapToLong(i -> counts[i][i]).sum();
  }

  public @Nullable Estimate accuracy() {
    return share(agreed(), n());
  }

  public @Nullable Estimate precision(int of) {
    return share(counts[of][of], judgedCases(of));
  }

  /// The sensitivity of the class; of two classes, the specificity of the other one.
  public @Nullable Estimate recall(int of) {
    return share(counts[of][of], trueCases(of));
  }

  private static @Nullable Estimate share(long part, long of) {
    return of == 0 ? null : Estimate.share((double) part / of, (double) of);
  }

  /// Null when the class never occurs.
  public @Nullable Estimate f1(int of) {
    Estimate jaccard = share(counts[of][of], trueCases(of) + judgedCases(of) - counts[of][of]);
    return jaccard == null
        ? null
        : new Estimate(
            f1OfJaccard(jaccard.value()), f1OfJaccard(jaccard.low()), f1OfJaccard(jaccard.high()));
  }

  private static double f1OfJaccard(double jaccard) {
    return 2 * jaccard / (1 + jaccard);
  }

  /// Cohen's kappa: agreement beyond what the shares of the classes bring about by chance.
  public @Nullable Estimate kappa() {
    return on(Scale.FISHER, Shares::kappa, Shares::kappaSlope);
  }

  /// Matthews' correlation coefficient.
  public @Nullable Estimate mcc() {
    return on(Scale.FISHER, Shares::mcc, Shares::mccSlope);
  }

  /// The mean of the recalls.
  public @Nullable Estimate balancedAccuracy() {
    return on(Scale.LOGIT, Shares::balancedAccuracy, Shares::balancedAccuracySlope);
  }

  /// The mean of F1; a class that never occurs has 0.
  public @Nullable Estimate macroF1() {
    return on(Scale.LOGIT, Shares::macroF1, Shares::macroF1Slope);
  }

  private interface Measure {
    @Nullable Double of(Shares shares);
  }

  private interface Slope {
    double at(Shares shares, int truth, int judged);
  }

  /// A scale on which a measure is nearly normal.
  ///
  /// @param unit what the derivative of `to` is one over
  private record Scale(DoubleUnaryOperator to, DoubleUnaryOperator unit, DoubleUnaryOperator back) {

    static final Scale FISHER = new Scale(Confusion::atanh, x -> 1 - x * x, Math::tanh);
    static final Scale LOGIT =
        new Scale(x -> Math.log(x / (1 - x)), x -> x * (1 - x), Confusion::logistic);
  }

  private @Nullable Estimate on(Scale scale, Measure measure, Slope slope) {
    Shares raw = raw();
    Double value = raw == null ? null : measure.of(raw);
    Shares smooth = smooth();
    Double centre = measure.of(smooth);
    if (value == null || centre == null) {
      return null;
    }
    double error = error(smooth, slope) / scale.unit.applyAsDouble(centre);
    double middle = scale.to.applyAsDouble(centre);
    return around(
        value,
        scale.back.applyAsDouble(middle - Normal.Z_95 * error),
        scale.back.applyAsDouble(middle + Normal.Z_95 * error));
  }

  private double error(Shares smooth, Slope slope) {
    double square = 0;
    double mean = 0;
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        double at = slope.at(smooth, i, j);
        square += smooth.cell(i, j) * at * at;
        mean += smooth.cell(i, j) * at;
      }
    }
    return Math.sqrt(Math.max(0, square - mean * mean) / n());
  }

  private @Nullable Shares raw() {
    return n() == 0 ? null : Shares.of(counts, 0);
  }

  private Shares smooth() {
    return Shares.of(counts, 1.0 / (classes * classes));
  }

  private static Estimate around(double value, double low, double high) {
    return new Estimate(value, Math.min(low, value), Math.max(high, value));
  }

  private static double atanh(double x) {
    return 0.5 * Math.log((1 + x) / (1 - x));
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
