package io.evalstream.offline;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.Calibration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Judges beside the labels of a file, and beside each other.
public final class Benchmark {

  private final List<Evaluator> evaluators;
  private final Map<String, Map<String, LabelPairs>> byJudge = new LinkedHashMap<>();

  public Benchmark(List<Evaluator> evaluators) {
    this.evaluators = List.copyOf(evaluators);
  }

  public void add(String judge, Judged judged) {
    String id = judged.evaluation().getEvaluator();
    pairsOf(judge, id).add(judged);
  }

  private LabelPairs pairsOf(String judge, String evaluator) {
    LabelPairs pairs = pairsOf(judge).get(evaluator);
    if (pairs == null) {
      throw new IllegalArgumentException("nobody asked for the evaluator " + evaluator);
    }
    return pairs;
  }

  private Map<String, LabelPairs> pairsOf(String judge) {
    return byJudge.computeIfAbsent(
        judge,
        name -> {
          Map<String, LabelPairs> pairs = new LinkedHashMap<>();
          evaluators.forEach(one -> pairs.put(one.id(), new LabelPairs(one)));
          return pairs;
        });
  }

  /// In the order in which they were asked.
  public Set<String> judges() {
    return byJudge.keySet();
  }

  /// What a judge was asked, in the order in which the evaluators were asked for.
  public List<LabelPairs> of(String judge) {
    return pairsOf(judge).values().stream().filter(pairs -> !pairs.outcomes().isEmpty()).toList();
  }

  /// Outcomes without a label that may go better another time, with their numbers.
  public Map<String, Long> passing() {
    return Passing.of(
        byJudge.values().stream()
            .flatMap(evaluators -> evaluators.values().stream())
            .map(LabelPairs::outcomes));
  }

  /// What a rate can be corrected with: for all apps together, and for each.
  ///
  /// @param source name of the file with the labels
  public List<Calibration.Entry> calibration(String source, LocalDate date) {
    List<Calibration.Entry> entries = new ArrayList<>();
    byJudge.forEach(
        (judge, evaluators) ->
            evaluators
                .values()
                .forEach(pairs -> entries.addAll(pairs.calibration(judge, source, date))));
    return entries;
  }

  /// Each judge but the first minus the first, for each evaluator. Evaluators that are code have
  /// nothing to be compared.
  public List<PairedDifference> differences() {
    List<PairedDifference> differences = new ArrayList<>();
    List<String> judges =
        byJudge.keySet().stream().filter(judge -> !judge.equals(Bench.CODE_JUDGE)).toList();
    for (String judge : judges.subList(Math.min(1, judges.size()), judges.size())) {
      for (Evaluator evaluator : evaluators) {
        PairedDifference.of(
                judge,
                pairsOf(judge, evaluator.id()),
                judges.getFirst(),
                pairsOf(judges.getFirst(), evaluator.id()))
            .ifPresent(differences::add);
      }
    }
    return differences;
  }
}
