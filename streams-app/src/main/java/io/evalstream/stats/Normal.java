package io.evalstream.stats;

/// Quantiles of the standard normal distribution: how many standard errors a confidence takes.
public final class Normal {

  /// 97.5 % lie below: the two-sided 95 % interval.
  public static final double Z_95 = 1.959963984540054;

  /// 90 % lie below.
  public static final double Z_90_ONE_SIDED = 1.2815515655446004;

  /// 95 % lie below.
  public static final double Z_95_ONE_SIDED = 1.6448536269514722;

  /// 99.9 % lie below.
  public static final double Z_999_ONE_SIDED = 3.090232306167813;

  private Normal() {}
}
