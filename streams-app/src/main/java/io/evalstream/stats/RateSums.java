package io.evalstream.stats;

/// What a window remembers of its verdicts: enough for their weighted rate, and mergeable.
///
/// Each verdict is a score x in [0, 1] with the weight w that makes up for sampling, one over the
/// probability with which it was judged. Sums of two windows are added field by field and then
/// estimated; rates and intervals are never averaged. Adding in another order changes no more than
/// the rounding.
///
/// @param n verdicts
/// @param w sum of w
/// @param w2 sum of w²
/// @param a sum of w x
/// @param b sum of w² x
/// @param c sum of w² x²; the same as `b` when every x is 0 or 1
public record RateSums(long n, double w, double w2, double a, double b, double c) {

  public static final RateSums EMPTY = new RateSums(0, 0, 0, 0, 0, 0);

  public RateSums {
    if (n < 0 || (n == 0) != (w == 0) || (n == 0) != (w2 == 0)) {
      throw new IllegalArgumentException(
          "sums must be of n verdicts, was n " + n + ", w " + w + ", w2 " + w2);
    }
    if (!(isSum(w) && isSum(w2) && isSum(a) && isSum(b) && isSum(c))) {
      throw new IllegalArgumentException(
          "sums must be numbers from 0, was w %s, w2 %s, a %s, b %s, c %s"
              .formatted(w, w2, a, b, c));
    }
  }

  /// The sums of verdicts that each are 0 or 1.
  public static RateSums ofBinary(long n, double w, double w2, double a, double b) {
    return new RateSums(n, w, w2, a, b, b);
  }

  /// The sums of verdicts of weight 1 that each are 0 or 1.
  public static RateSums ofCounts(long n, long positives) {
    double all = (double) n;
    double ones = (double) positives;
    return ofBinary(n, all, all, ones, ones);
  }

  /// With one more verdict.
  public RateSums plus(double weight, double x) {
    Weight.check(weight);
    if (!(0 <= x && x <= 1)) {
      throw new IllegalArgumentException("x must be in [0, 1], was " + x);
    }
    double square = weight * weight;
    return new RateSums(
        n + 1, w + weight, w2 + square, a + weight * x, b + square * x, c + square * x * x);
  }

  /// With the verdicts of another window.
  public RateSums plus(RateSums other) {
    return new RateSums(
        n + other.n, w + other.w, w2 + other.w2, a + other.a, b + other.b, c + other.c);
  }

  /// How many verdicts of equal weight tell as much, by the weights alone.
  public double kishN() {
    return EffectiveSize.kish(this);
  }

  /// The rate of binary verdicts that do not depend on each other, with its 95 % interval.
  public RateEstimate estimate() {
    return estimate(Normal.Z_95, 1, false);
  }

  /// The rate and its interval.
  ///
  /// @param z the confidence of the interval, such as [Normal#Z_95]
  /// @param deff design effect of verdicts that depend on each other, from 1; see [DesignEffect]
  /// @param graded whether scores between 0 and 1 occur
  public RateEstimate estimate(double z, double deff, boolean graded) {
    return RateEstimate.of(this, z, deff, graded);
  }

  private static boolean isSum(double value) {
    return 0 <= value && value < Double.POSITIVE_INFINITY;
  }
}
