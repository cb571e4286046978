package io.evalstream.offline;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Target;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came out of a file, by evaluator.
public final class EvalResult {

  private final Map<String, EvaluatorResult> byEvaluator = new LinkedHashMap<>();
  private final Map<String, RankingResult> rankings = new LinkedHashMap<>();

  public EvalResult(List<Evaluator> evaluators) {
    for (Evaluator evaluator : evaluators) {
      byEvaluator.put(evaluator.id(), new EvaluatorResult(evaluator));
      if (evaluator.target() == Target.DOCUMENT) {
        rankings.put(evaluator.id(), new RankingResult());
      }
    }
  }

  /// Takes a row in, whether or not anything of it is judged.
  public void add(TraceRow row) {
    rankings.values().forEach(ranking -> ranking.add(row));
  }

  public void add(Judged judged) {
    String evaluator = judged.evaluation().getEvaluator();
    EvaluatorResult result = byEvaluator.get(evaluator);
    if (result == null) {
      throw new IllegalArgumentException("nobody asked for the evaluator " + evaluator);
    }
    result.add(judged);
    RankingResult ranking = rankings.get(evaluator);
    if (ranking != null) {
      ranking.add(judged);
    }
  }

  public boolean asks(String evaluator) {
    return byEvaluator.containsKey(evaluator);
  }

  /// In the order in which they were asked for.
  public Collection<EvaluatorResult> evaluators() {
    return byEvaluator.values();
  }

  /// Of the evaluators that judge documents, by their ids.
  public Map<String, RankingResult> rankings() {
    return rankings;
  }

  /// Outcomes without a label that may go better another time, with their numbers.
  public Map<String, Long> passing() {
    return Passing.of(byEvaluator.values().stream().map(EvaluatorResult::outcomes));
  }
}
