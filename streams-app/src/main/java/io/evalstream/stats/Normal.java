package io.evalstream.stats;

/// The standard normal distribution, and the quantiles in use: how many standard errors a
/// confidence takes.
///
/// The share below is a series [1] near 0, and far from it a continued fraction [2], which keeps
/// small shares exact. The quantile begins with an approximation of [2] and corrects it by Halley's
/// method. Both are right to 12 digits or more.
///
/// [1] G. Marsaglia, Evaluating the normal distribution, Journal of Statistical Software 11 (2004),
/// <https://doi.org/10.18637/jss.v011.i04>
///
/// [2] M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.2.14 and 26.2.23,
/// <https://personal.math.ubc.ca/~cbm/aands/page_932.htm>
public final class Normal {

  /// 97.5 % lie below: the two-sided 95 % interval.
  public static final double Z_95 = 1.959963984540054;

  /// 90 % lie below.
  public static final double Z_90_ONE_SIDED = 1.2815515655446004;

  /// 95 % lie below.
  public static final double Z_95_ONE_SIDED = 1.6448536269514722;

  /// 99.9 % lie below.
  public static final double Z_999_ONE_SIDED = 3.090232306167813;

  private static final double FAR = 3;
  private static final int FRACTIONS = 100;

  private Normal() {}

  /// Share below x.
  public static double cdf(double x) {
    if (x > FAR) {
      return 1 - cdf(-x);
    }
    return x < -FAR ? far(-x) : near(x);
  }

  private static double near(double x) {
    double term = x;
    double sum = x;
    for (int i = 3; sum + term != sum; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * density(x);
  }

  /// Share above x.
  private static double far(double x) {
    double fraction = 0;
    for (int i = FRACTIONS; i > 0; i--) {
      fraction = i / (x + fraction);
    }
    return density(x) / (x + fraction);
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /// Where a share lies below.
  ///
  /// @param share in (0, 1)
  public static double quantile(double share) {
    if (!(0 < share && share < 1)) {
      throw new IllegalArgumentException("share must be in (0, 1), was " + share);
    }
    if (share > 0.5) {
      return -quantile(1 - share);
    }
    double t = Math.sqrt(-2 * Math.log(share));
    double x =
        (2.515517 + t * (0.802853 + t * 0.010328))
                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
            - t;
    return closer(closer(x, share), share);
  }

  private static double closer(double x, double share) {
    double step = (cdf(x) - share) / density(x);
    return x - step / (1 + x * step / 2);
  }
}
