package io.evalstream.stats;

/// How well one retrieval ranked: metrics of the first k documents by binary relevance.
///
/// Ranks that were not returned count as not relevant, so an empty list has 0 everywhere. Recall is
/// left out on purpose: the returned documents do not tell what else is relevant. The discounted
/// gain is that of [1].
///
/// [1] K. Järvelin, J. Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20
/// (2002), 422-446, <https://doi.org/10.1145/582415.582418>
///
/// @param precision share of relevant documents among the first k ranks
/// @param hit 1 when any of them is relevant, else 0
/// @param reciprocalRank 1 over the first relevant rank, 0 when there is none
/// @param ndcg gain of the relevant documents, discounted by log2(rank + 1), over that of the best
///   order; 0 when nothing is relevant
public record RankMetrics(double precision, double hit, double reciprocalRank, double ndcg) {

  private static final double LN_2 = Math.log(2);

  /// The best order is of the relevant documents that were returned: publish the gain as
  /// `ndcg_returned`.
  ///
  /// @param relevant by rank, the whole returned list
  /// @param k from 1
  public static RankMetrics of(boolean[] relevant, int k) {
    return of(relevant, k, count(relevant, relevant.length));
  }

  /// The best order is of all relevant documents there are.
  ///
  /// @param totalRelevant from the number of relevant documents in the list
  public static RankMetrics of(boolean[] relevant, int k, int totalRelevant) {
    check(relevant, k, totalRelevant);
    int ranks = Math.min(k, relevant.length);
    int hits = count(relevant, ranks);
    double ideal = idealGain(Math.min(k, totalRelevant));
    return new RankMetrics(
        (double) hits / k,
        hits > 0 ? 1 : 0,
        reciprocalRank(relevant, ranks),
        ideal == 0 ? 0 : gain(relevant, ranks) / ideal);
  }

  private static int count(boolean[] relevant, int ranks) {
    int count = 0;
    for (int i = 0; i < ranks; i++) {
      count += relevant[i] ? 1 : 0;
    }
    return count;
  }

  private static double reciprocalRank(boolean[] relevant, int ranks) {
    for (int i = 0; i < ranks; i++) {
      if (relevant[i]) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  private static double gain(boolean[] relevant, int ranks) {
    double gain = 0;
    for (int i = 0; i < ranks; i++) {
      gain += relevant[i] ? discount(i) : 0;
    }
    return gain;
  }

  private static double idealGain(int relevant) {
    double gain = 0;
    for (int i = 0; i < relevant; i++) {
      gain += discount(i);
    }
    return gain;
  }

  private static double discount(int index) {
    return LN_2 / Math.log(index + 2);
  }

  private static void check(boolean[] relevant, int k, int totalRelevant) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, was " + k);
    }
    int returned = count(relevant, relevant.length);
    if (totalRelevant < returned) {
      throw new IllegalArgumentException(
          "totalRelevant must be at least the " + returned + " returned, was " + totalRelevant);
    }
  }
}
