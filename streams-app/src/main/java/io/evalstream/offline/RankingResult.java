package io.evalstream.offline;

import io.evalstream.event.Evaluation;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.stats.Normal;
import io.evalstream.stats.RankMetrics;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// How well the retrievals of a file ranked, by an evaluator that judges each document. A document
/// that does not fail is relevant.
///
/// A retrieval with a document among the first ranks that has no label is left out and counted. The
/// discounted gain, which compares with the best order of all, needs the labels of all.
public final class RankingResult {

  /// Ranks that are looked at.
  public static final int CUT_OFF = 5;

  private final Map<String, Retrieval> byTrace = new LinkedHashMap<>();

  /// The documents of a trace in their order, and what is known of each.
  private record Retrieval(List<String> documents, Map<String, Boolean> relevant) {

    static Retrieval of(RetrievalSpan span) {
      List<String> ids =
          span.getDocuments().stream().map(RetrievedDocument::getDocumentId).distinct().toList();
      return new Retrieval(ids, new HashMap<>());
    }

    boolean isWhole() {
      return relevant.keySet().containsAll(documents);
    }

    boolean @Nullable [] ranks() {
      boolean[] ranks = new boolean[documents.size()];
      for (int i = 0; i < ranks.length; i++) {
        Boolean known = relevant.get(documents.get(i));
        if (known == null && i < CUT_OFF) {
          return null;
        }
        ranks[i] = Boolean.TRUE.equals(known);
      }
      return ranks;
    }
  }

  /// The ranks with labels of a retrieval.
  ///
  /// @param whole whether each of its documents has a label
  private record Ranked(RankMetrics metrics, boolean whole) {}

  void add(Judged judged) {
    Evaluation evaluation = judged.evaluation();
    RetrievalSpan span = judged.row().span();
    if (span == null || evaluation.getDocumentId() == null) {
      return;
    }
    Retrieval retrieval =
        byTrace.computeIfAbsent(evaluation.getTraceId(), id -> Retrieval.of(span));
    if (evaluation.getFailing() != null) {
      retrieval.relevant.put(evaluation.getDocumentId(), !evaluation.getFailing());
    }
  }

  /// A retrieval that found nothing has no document that is judged, and counts all the same.
  void add(TraceRow row) {
    RetrievalSpan span = row.span();
    if (span != null && span.getDocuments().isEmpty()) {
      byTrace.putIfAbsent(row.event().getTraceId(), Retrieval.of(span));
    }
  }

  private List<Ranked> ranked() {
    List<Ranked> ranked = new ArrayList<>();
    for (Retrieval retrieval : byTrace.values()) {
      boolean[] ranks = retrieval.ranks();
      if (ranks != null) {
        ranked.add(new Ranked(RankMetrics.of(ranks, CUT_OFF), retrieval.isWhole()));
      }
    }
    return ranked;
  }

  /// Retrievals that count.
  public int retrievals() {
    return ranked().size();
  }

  /// Retrievals that are left out.
  public int leftOut() {
    return byTrace.size() - ranked().size();
  }

  /// The mean of each metric, by name.
  public Map<String, RateEstimate> means() {
    List<Ranked> ranked = ranked();
    List<RankMetrics> all = ranked.stream().map(Ranked::metrics).toList();
    List<RankMetrics> whole = ranked.stream().filter(Ranked::whole).map(Ranked::metrics).toList();
    Map<String, RateEstimate> means = new LinkedHashMap<>();
    means.put("precision@" + CUT_OFF, mean(all, RankMetrics::precision));
    means.put("hit@" + CUT_OFF, mean(all, RankMetrics::hit));
    means.put("mrr@" + CUT_OFF, mean(all, RankMetrics::reciprocalRank));
    means.put("ndcg_returned@" + CUT_OFF, mean(whole, RankMetrics::ndcg));
    return means;
  }

  private static RateEstimate mean(
      List<RankMetrics> metrics, ToDoubleFunction<RankMetrics> metric) {
    RateSums sums = RateSums.EMPTY;
    for (RankMetrics one : metrics) {
      sums = sums.plus(1, metric.applyAsDouble(one));
    }
    return sums.estimate(Normal.Z_95, 1, true);
  }
}
