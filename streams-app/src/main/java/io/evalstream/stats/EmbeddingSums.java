package io.evalstream.stats;

import org.jspecify.annotations.Nullable;

/// What a window remembers of its embeddings: enough for [EmbeddingDrift], and mergeable.
///
/// It holds a few vectors however many came in. Sums of two windows are added field by field; what
/// pairs the one with the next embedding is then given up, which costs a pair.
///
/// *How it works:* `products` estimates how the variance is spread over directions. The difference
/// of two embeddings has no mean, so the squared product of two such differences needs none to be
/// known.
///
/// @param n embeddings
/// @param w sum of their weights
/// @param w2 sum of the squared weights
/// @param sum of the embeddings by their weights; empty without any
/// @param squares sum of the squared lengths by their weights
/// @param products sum of (d · d')² / 4 of neighbouring differences d, d' of pairs
/// @param pairs how many such products
/// @param odd the embedding that waits for another one; null when there is none
/// @param last difference; null before the first one
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EmbeddingSums(
    long n,
    double w,
    double w2,
    double[] sum,
    double squares,
    double products,
    long pairs,
    double @Nullable [] odd,
    double @Nullable [] last) {

  public static final EmbeddingSums EMPTY =
      new EmbeddingSums(0, 0, 0, new double[0], 0, 0, 0, null, null);

  public EmbeddingSums {
    if (n < 0 || (n == 0) != (w == 0) || (n == 0) != (sum.length == 0) || pairs < 0) {
      throw new IllegalArgumentException(
          "sums must be of n embeddings, was n %d, w %s, %d dimensions, %d pairs"
              .formatted(n, w, sum.length, pairs));
    }
    if (!(isSum(w) && isSum(w2) && isSum(squares) && isSum(products))) {
      throw new IllegalArgumentException(
          "sums must be numbers from 0, was w %s, w2 %s, squares %s, products %s"
              .formatted(w, w2, squares, products));
    }
    sum = sum.clone();
    odd = odd == null ? null : odd.clone();
    last = last == null ? null : last.clone();
  }

  /// Sums that were kept; what paired them with the next embedding is not.
  public static EmbeddingSums kept(
      long n, double w, double w2, double[] sum, double squares, double products, long pairs) {
    return new EmbeddingSums(n, w, w2, sum, squares, products, pairs, null, null);
  }

  /// An empty window that pairs its first embedding with what waits for one here.
  public EmbeddingSums next() {
    return new EmbeddingSums(0, 0, 0, new double[0], 0, 0, 0, odd, last);
  }

  /// The length of the embeddings; 0 without any.
  public int dimensions() {
    return sum.length;
  }

  private static boolean isSum(double value) {
    return 0 <= value && value < Double.POSITIVE_INFINITY;
  }

  /// With one more embedding, of weight 1.
  public EmbeddingSums plus(double[] x) {
    return plus(x, 1);
  }

  /// With one more embedding.
  ///
  /// @param x as long as those before
  /// @param weight one over the probability with which it was taken
  public EmbeddingSums plus(double[] x, double weight) {
    if (!takes(x.length)) {
      throw new IllegalArgumentException(
          "embeddings must be of one length, was " + x.length + " after " + before());
    }
    Weight.check(weight);
    double[] difference = odd == null ? null : Vector.minus(odd, x);
    double product = 0;
    long closed = 0;
    if (difference != null && last != null) {
      product = Vector.dot(last, difference) / 2;
      closed = 1;
    }
    return new EmbeddingSums(
        n + 1,
        w + weight,
        w2 + weight * weight,
        Vector.sum(n == 0 ? new double[x.length] : sum, x, weight),
        squares + weight * Vector.dot(x, x),
        products + product * product,
        pairs + closed,
        odd == null ? x : null,
        difference == null ? last : difference);
  }

  /// Whether an embedding of this length can be added.
  private boolean takes(int length) {
    int before = before();
    return length > 0 && (before == 0 || before == length);
  }

  private int before() {
    double[] one = odd == null ? last : odd;
    return n > 0 || one == null ? sum.length : one.length;
  }

  /// With the embeddings of another window.
  public EmbeddingSums plus(EmbeddingSums other) {
    if (n == 0 || other.n == 0) {
      return n == 0 ? other : this;
    }
    if (sum.length != other.sum.length) {
      throw new IllegalArgumentException(
          "embeddings must be of one length, was " + other.sum.length + " after " + sum.length);
    }
    return new EmbeddingSums(
        n + other.n,
        w + other.w,
        w2 + other.w2,
        Vector.sum(sum, other.sum, 1),
        squares + other.squares,
        products + other.products,
        pairs + other.pairs,
        null,
        null);
  }
}
