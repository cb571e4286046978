package io.evalstream.stats;

import org.jspecify.annotations.Nullable;

/// How far the centre of the embeddings of a window has moved from that of a baseline.
///
/// *When to use:* as a hint that the traffic has changed, for a ticket and not for a page. A fixed
/// limit on a distance cannot work: what chance alone brings about depends on the number of
/// embeddings.
///
/// *How it works:* two independent samples differ by chance; `ratio` is the squared distance of
/// their centres over what that is on average [1]. Its distribution is that of a chi-square over
/// its degrees of freedom, whose number comes from the spread of the baseline over directions [2];
/// the cube root makes it normal [3]. `effect` tells whether it matters: the squared distance
/// beyond chance, as a share of the variance of the baseline. Weighted embeddings count with Kish's
/// size.
///
/// *Guarantees:* without a drift the ratio is 1 on average and z rarely above 4, for windows of any
/// size from 50. A wobbling mix of topics is a drift too.
///
/// [1] S. X. Chen, Y.-L. Qin, A two-sample test for high-dimensional data, Annals of Statistics 38
/// (2010), 808-835, <https://doi.org/10.1214/09-AOS716>
///
/// [2] G. E. P. Box, Some theorems on quadratic forms, Annals of Mathematical Statistics 25 (1954),
/// 290-302, <https://doi.org/10.1214/aoms/1177728786>
///
/// [3] E. B. Wilson, M. M. Hilferty, The distribution of chi-square, PNAS 17 (1931), 684-688,
/// <https://doi.org/10.1073/pnas.17.12.684>
///
/// @param ratio null when there are too few embeddings or all are equal, as the next three
/// @param dimension how many directions the baseline is spread over, from 1
/// @param z standard errors above what chance brings about
/// @param effect below 0 when the centres are closer than by chance
/// @param cosine distance of the centres, in [0, 2], for display only; null when there are too few
///   embeddings or a centre is 0
public record EmbeddingDrift(
    @Nullable Double ratio,
    @Nullable Double dimension,
    @Nullable Double z,
    @Nullable Double effect,
    @Nullable Double cosine) {

  /// Windows with fewer embeddings are not looked at.
  public static final int FEWEST = 200;

  /// So many windows in a row have to be clear before it is told.
  public static final int WINDOWS = 3;

  private static final double CLEAR_Z = 4;
  private static final double CLEAR_EFFECT = 0.01;
  // Below this share the rest of a subtraction is rounding.
  private static final double ROUNDING = 1e-12;

  private static final EmbeddingDrift UNKNOWN = new EmbeddingDrift(null, null, null, null, null);

  /// Whether it is beyond chance and large enough to matter.
  public boolean isClear() {
    return z != null && z >= CLEAR_Z && effect != null && effect >= CLEAR_EFFECT;
  }

  /// Whether it is far from being clear.
  public boolean isCalm() {
    return z != null && effect != null && (z < CLEAR_Z / 2 || effect < CLEAR_EFFECT / 2);
  }

  public static EmbeddingDrift of(EmbeddingSums window, EmbeddingSums baseline) {
    if (window.n() < 2 || baseline.n() < 2 || baseline.pairs() < 1) {
      return UNKNOWN;
    }
    if (window.sum().length != baseline.sum().length) {
      throw new IllegalArgumentException("embeddings must be of one length");
    }
    double[] centre = centre(window);
    double[] normal = centre(baseline);
    double lengths = Vector.dot(centre, centre) * Vector.dot(normal, normal);
    Double cosine =
        lengths > 0 ? Double.valueOf(1 - Vector.dot(centre, normal) / Math.sqrt(lengths)) : null;
    double spread = variance(baseline, normal);
    double byChance = variance(window, centre) / size(window) + spread / size(baseline);
    if (!(byChance > 0 && spread > 0)) {
      return new EmbeddingDrift(null, null, null, null, cosine);
    }
    double[] moved = Vector.minus(centre, normal);
    double distance = Vector.dot(moved, moved);
    double dimension = dimension(baseline, spread);
    return new EmbeddingDrift(
        distance / byChance,
        dimension,
        z(distance / byChance, dimension),
        (distance - byChance) / spread,
        cosine);
  }

  private static double z(double ratio, double dimension) {
    double k = 2 / (9 * dimension);
    return (Math.cbrt(ratio) - 1 + k) / Math.sqrt(k);
  }

  private static double dimension(EmbeddingSums baseline, double spread) {
    return baseline.products() > 0
        ? Math.max(1, spread * spread / (baseline.products() / baseline.pairs()))
        : 1;
  }

  private static double[] centre(EmbeddingSums sums) {
    double[] centre = sums.sum().clone();
    for (int i = 0; i < centre.length; i++) {
      centre[i] /= sums.w();
    }
    return centre;
  }

  /// Mean squared distance of an embedding from the true centre.
  private static double variance(EmbeddingSums sums, double[] centre) {
    double square = sums.squares() / sums.w();
    double beyond = square - Vector.dot(centre, centre);
    double size = size(sums);
    return beyond > ROUNDING * square && size > 1 ? beyond * size / (size - 1) : 0;
  }

  private static double size(EmbeddingSums sums) {
    return sums.w() * sums.w() / sums.w2();
  }
}
