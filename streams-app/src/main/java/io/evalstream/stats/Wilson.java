package io.evalstream.stats;

/// The score interval of a share [1].
///
/// Unlike rate plus or minus some standard errors it keeps its promise for few verdicts and for
/// rates near 0 and 1, and never leaves [0, 1]. It takes a size that is not whole, so that weighted
/// verdicts enter with their effective size.
///
/// [1] E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22
/// (1927), 209-212, <https://doi.org/10.1080/01621459.1927.10502953>
public final class Wilson {

  private Wilson() {}

  /// The shares that `rate` out of `n` verdicts does not rule out; always has `rate` in it.
  ///
  /// @param rate in [0, 1]; of no meaning when `n` is 0
  /// @param n 0 or more
  /// @param z above 0, such as [Normal#Z_95]
  public static Interval interval(double rate, double n, double z) {
    check(rate, n, z);
    if (n == 0) {
      return Interval.UNKNOWN;
    }
    double z2 = z * z;
    double shrink = 1 + z2 / n;
    double centre = (rate + z2 / (2 * n)) / shrink;
    double half = z * Math.sqrt(rate * (1 - rate) / n + z2 / (4 * n * n)) / shrink;
    // At the ends the formula gives 0 and 1 but for rounding.
    double low = rate == 0 ? 0 : Math.clamp(centre - half, 0, rate);
    double high = rate == 1 ? 1 : Math.clamp(centre + half, rate, 1);
    return new Interval(low, high);
  }

  private static void check(double rate, double n, double z) {
    if (!(0 <= rate && rate <= 1)) {
      throw new IllegalArgumentException("rate must be in [0, 1], was " + rate);
    }
    if (!(0 <= n && n < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("n must be a number from 0, was " + n);
    }
    if (!(0 < z && z < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("z must be a number above 0, was " + z);
    }
  }
}
