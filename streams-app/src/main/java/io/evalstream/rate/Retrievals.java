package io.evalstream.rate;

import io.evalstream.event.MeanScore;
import io.evalstream.event.RetrievalQuality;
import io.evalstream.state.Ranking;
import io.evalstream.state.RetrievalSums;
import io.evalstream.state.ScoreSums;
import io.evalstream.stats.Normal;
import io.evalstream.stats.RankMetrics;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;

/// How retrievals add up to the quality of a window.
///
/// *How it works:* a retrieval scores what the labels of its first k documents say. One that lacks
/// a label among them is skipped and counted: a guess would favour whatever was not judged. One
/// that returned nothing scores 0. The discounted gain compares with the best order of all that was
/// returned, so only a retrieval with labels for all of it has one. What its labels say does not
/// decide that, even where they would do: those that are left would not be like the others. The
/// quality is the mean, weighted for sampling, with the interval for graded scores.
final class Retrievals {

  private static final ScoreSums NO_SCORES = new ScoreSums(0.0, 0.0, 0.0);

  private Retrievals() {}

  static RetrievalSums empty(int k) {
    return new RetrievalSums(
        k, 0L, 0L, 0L, 0.0, 0.0, NO_SCORES, NO_SCORES, NO_SCORES, NO_SCORES, 0L, 0.0, 0.0);
  }

  static RetrievalSums plus(RetrievalSums sums, Ranking ranking, double weight) {
    int k = sums.getK();
    if (ranking.getRelevant().size() < Math.min(k, ranking.getReturned())) {
      return RetrievalSums.newBuilder(sums).setSkipped(sums.getSkipped() + 1).build();
    }
    RankMetrics metrics = RankMetrics.of(relevant(ranking), k);
    RetrievalSums.Builder next = RetrievalSums.newBuilder(sums);
    if (ranking.getRelevant().size() == ranking.getReturned()) {
      next.setNdcg(plus(sums.getNdcg(), metrics.ndcg(), weight))
          .setNdcgN(sums.getNdcgN() + 1)
          .setNdcgSumW(sums.getNdcgSumW() + weight)
          .setNdcgSumW2(sums.getNdcgSumW2() + weight * weight);
    }
    return next.setN(sums.getN() + 1)
        .setEmpty(sums.getEmpty() + (ranking.getReturned() == 0 ? 1 : 0))
        .setSumW(sums.getSumW() + weight)
        .setSumW2(sums.getSumW2() + weight * weight)
        .setPrecision(plus(sums.getPrecision(), metrics.precision(), weight))
        .setHit(plus(sums.getHit(), metrics.hit(), weight))
        .setReciprocalRank(plus(sums.getReciprocalRank(), metrics.reciprocalRank(), weight))
        .build();
  }

  private static boolean[] relevant(Ranking ranking) {
    boolean[] relevant = new boolean[ranking.getRelevant().size()];
    for (int i = 0; i < relevant.length; i++) {
      relevant[i] = ranking.getRelevant().get(i);
    }
    return relevant;
  }

  private static ScoreSums plus(ScoreSums sums, double score, double weight) {
    double square = weight * weight;
    return new ScoreSums(
        sums.getSumWx() + weight * score,
        sums.getSumW2x() + square * score,
        sums.getSumW2x2() + square * score * score);
  }

  static RetrievalQuality quality(RetrievalSums sums) {
    return new RetrievalQuality(
        sums.getK(),
        sums.getN(),
        sums.getEmpty(),
        sums.getSkipped(),
        mean(sums, sums.getPrecision()),
        mean(sums, sums.getHit()),
        mean(sums, sums.getReciprocalRank()),
        mean(sums.getNdcgN(), sums.getNdcgSumW(), sums.getNdcgSumW2(), sums.getNdcg()),
        sums.getNdcgN());
  }

  private static MeanScore mean(RetrievalSums sums, ScoreSums scores) {
    return mean(sums.getN(), sums.getSumW(), sums.getSumW2(), scores);
  }

  private static MeanScore mean(long n, double sumW, double sumW2, ScoreSums scores) {
    RateEstimate estimate =
        new RateSums(n, sumW, sumW2, scores.getSumWx(), scores.getSumW2x(), scores.getSumW2x2())
            .estimate(Normal.Z_95, 1, true);
    return new MeanScore(estimate.rate(), estimate.low(), estimate.high());
  }
}
