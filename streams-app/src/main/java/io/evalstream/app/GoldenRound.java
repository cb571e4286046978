package io.evalstream.app;

import io.evalstream.alert.DriftRound;
import io.evalstream.alert.DriftSubject;
import io.evalstream.alert.Tally;
import io.evalstream.async.AsyncSettings;
import io.evalstream.event.Evaluation;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.JudgeMeters;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.offline.FileJudging;
import io.evalstream.offline.GoldenSet;
import io.evalstream.offline.Judged;
import io.evalstream.offline.UnusableJudgeException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Puts one round of golden rows to one judge, as live judgements are put, but for its memory.
///
/// @param bench whose judges answer nothing from memory
/// @param limits how often the judge is asked again
record GoldenRound(
    JudgeWatchConfig config,
    Bench bench,
    AsyncSettings limits,
    InstantSource clock,
    Meters meters) {

  /// Asks, and waits for the answers.
  ///
  /// @param rounds what each evaluator of the judge had so far
  /// @throws UnusableJudgeException when the judge cannot be used; what it said is counted and
  ///   forgotten
  List<DriftRound> ask(String judge, Map<String, Long> rounds)
      throws InterruptedException, UnusableJudgeException {
    Map<String, Tally> tallies = new TreeMap<>();
    rounds.keySet().forEach(evaluator -> tallies.put(evaluator, Tally.NONE));
    try (FileJudging judging =
        new FileJudging(
            bench,
            rounds.keySet(),
            limits,
            clock,
            judged ->
                tallies.computeIfPresent(
                    judged.evaluation().getEvaluator(),
                    (evaluator, tally) -> count(judge, judged, tally)))) {
      for (Map.Entry<Long, Set<String>> part : byRound(rounds).entrySet()) {
        for (GoldenSet.Row row : rows(part.getKey(), part.getValue())) {
          judging.judge(row.row(), row.requests());
        }
      }
      judging.finish();
    }
    return tallies.entrySet().stream()
        .map(entry -> found(new DriftSubject(judge, entry.getKey()), entry.getValue()))
        .toList();
  }

  /// Usually all are in the same round.
  private static Map<Long, Set<String>> byRound(Map<String, Long> rounds) {
    return rounds.keySet().stream()
        .collect(Collectors.groupingBy(rounds::get, TreeMap::new, Collectors.toSet()));
  }

  private List<GoldenSet.Row> rows(long round, Set<String> evaluators) {
    return config.golden().round(config.drift().roundsPerPass(), round, evaluators);
  }

  private DriftRound found(DriftSubject subject, Tally tally) {
    String basis = config.drift().bases().getOrDefault(subject, "");
    return new DriftRound(subject, basis, tally, clock.instant());
  }

  private Tally count(String judge, Judged judged, Tally tally) {
    Evaluation evaluation = judged.evaluation();
    Boolean agrees = judged.agrees(bench.evaluators()).orElse(null);
    String outcome = agrees == null ? evaluation.getOutcome() : agrees ? "agreed" : "disagreed";
    meters.count(Metric.JUDGE_GOLDEN_JUDGEMENTS, judge, evaluation.getEvaluator(), outcome);
    JudgeMeters.count(meters, evaluation);
    return agrees == null
        ? tally
        : new Tally(tally.agreed() + (agrees ? 1 : 0), tally.judged() + 1);
  }
}
