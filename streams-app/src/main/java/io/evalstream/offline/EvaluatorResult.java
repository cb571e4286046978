package io.evalstream.offline;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.event.Evaluation;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What came out for one evaluator: the rate as the monitor computes it, outcomes, tokens, cost,
/// and how far the labels agree with those of the rows.
public final class EvaluatorResult {

  private static final int MOST_EXAMPLES = 200;

  private final Evaluator evaluator;
  private final LabelPairs pairs;
  private final Map<String, Long> labels = new TreeMap<>();
  private final List<Judged> failing = new ArrayList<>();
  private RateSums sums = RateSums.EMPTY;
  private long count;
  private long failures;
  private long inputTokens;
  private long outputTokens;
  private @Nullable Double costUsd;

  EvaluatorResult(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.pairs = new LabelPairs(evaluator);
  }

  void add(Judged judged) {
    Evaluation evaluation = judged.evaluation();
    count++;
    if (evaluation.getLabel() != null && evaluation.getFailing() != null) {
      boolean fails = evaluation.getFailing();
      sums = sums.plus(1 / evaluation.getSamplingProbability(), fails ? 1 : 0);
      labels.merge(evaluation.getLabel(), 1L, Long::sum);
      failures += fails ? 1 : 0;
      if (fails && failing.size() < MOST_EXAMPLES) {
        failing.add(judged);
      }
    }
    inputTokens += evaluation.getInputTokens() == null ? 0 : evaluation.getInputTokens();
    outputTokens += evaluation.getOutputTokens() == null ? 0 : evaluation.getOutputTokens();
    if (evaluation.getCostUsd() != null) {
      costUsd = (costUsd == null ? 0 : costUsd) + evaluation.getCostUsd();
    }
    pairs.add(judged);
  }

  public Evaluator evaluator() {
    return evaluator;
  }

  /// Judgements.
  public long count() {
    return count;
  }

  public long judged() {
    return sums.n();
  }

  public long failures() {
    return failures;
  }

  /// The share of failing labels among the judged ones.
  public RateEstimate rate() {
    return sums.estimate();
  }

  public Map<String, Long> outcomes() {
    return pairs.outcomes();
  }

  public Map<String, Long> labels() {
    return labels;
  }

  public long inputTokens() {
    return inputTokens;
  }

  public long outputTokens() {
    return outputTokens;
  }

  /// Null when no price is known.
  public @Nullable Double costUsd() {
    return costUsd;
  }

  public LabelPairs pairs() {
    return pairs;
  }

  /// The first judgements that failed.
  public List<Judged> failing() {
    return failing;
  }
}
