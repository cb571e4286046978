package io.evalstream.offline;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Target;
import io.evalstream.judge.Outcome;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    Map<String, Long> passing = new TreeMap<>();
    for (EvaluatorResult result : byEvaluator.values()) {
      result
          .outcomes()
          .forEach(
              (outcome, count) -> {
                if (Outcome.named(outcome).filter(Outcome::mayPass).isPresent()) {
                  passing.merge(outcome, count, Long::sum);
                }
              });
    }
    return passing;
  }
}
