package io.evalstream.bench.chaos;

import io.evalstream.bench.oracle.Ended;
import io.evalstream.bench.oracle.Takeover;
import io.evalstream.bench.oracle.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The account of a run.
///
/// @param diary what happened, and when
/// @param traces that were published
/// @param judgements that were expected
/// @param evaluations as they were read in the end
/// @param calls that the judge has seen
/// @param logs the ends of the logs, when something went wrong
public record Report(
    ChaosOptions options,
    List<String> diary,
    int traces,
    int judgements,
    List<Ended> evaluations,
    Calls calls,
    List<Takeover> takeovers,
    List<Violation> violations,
    List<String> logs) {

  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
  private static final double MILLIS = 1_000;

  public Report {
    diary = List.copyOf(diary);
    evaluations = List.copyOf(evaluations);
    takeovers = List.copyOf(takeovers);
    violations = List.copyOf(violations);
    logs = List.copyOf(logs);
  }

  /// Of a run that did not come to its end.
  static Report ofFailure(ChaosOptions options, Diary diary, List<String> logs) {
    return new Report(
        options, diary.lines(), 0, 0, List.of(), Calls.NONE, List.of(), diary.violations(), logs);
  }

  /// Evaluations by outcome.
  public Map<String, Long> outcomes() {
    return evaluations.stream()
        .collect(Collectors.groupingBy(Ended::outcome, TreeMap::new, Collectors.counting()));
  }

  /// The most calls that a kill repeats: those that wait for their reply, and those whose verdicts
  /// wait for the commit. With `r` judgements a second, judge latency `W` and commit interval `T`
  /// they are `r (W + T)` of all monitors, and those in flight.
  public double mostRepeatedByAKill() {
    double perSecond = options.tracesPerSecond() * judgements / traces;
    double seconds = ChaosRun.JUDGE_LATENCY.plus(COMMIT_INTERVAL).toMillis() / MILLIS;
    return perSecond * seconds + ChaosRun.MAX_IN_FLIGHT;
  }

  /// For people.
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(title());
    lines.addAll(diary);
    lines.add("traces       " + traces + " published");
    lines.add(
        "judgements   %d expected, %d evaluations: %s"
            .formatted(judgements, evaluations.size(), outcomes()));
    lines.add(
        "calls        %d made, %d repeated: %s"
            .formatted(calls.total(), calls.repeated(), new TreeMap<>(calls.endings())));
    takeovers.forEach(takeover -> lines.add("takeover     " + text(takeover)));
    if (violations.isEmpty()) {
      lines.add("violations   none");
    }
    violations.forEach(violation -> lines.add("VIOLATION    " + violation));
    lines.addAll(logs);
    return String.join("\n", lines);
  }

  private String title() {
    return "%s  seed %d  protocol %s  %d s of load, %.0f traces/s, acts %s"
        .formatted(
            options.scaling() ? "scaling" : "chaos",
            options.seed(),
            options.protocol(),
            options.load().toSeconds(),
            options.tracesPerSecond(),
            new TreeMap<>(options.acts()));
  }

  private static String text(Takeover takeover) {
    List<Duration> times = takeover.times();
    String what = takeover.loss().how() + " " + takeover.loss().life() + ": ";
    String moved =
        times.isEmpty()
            ? "no partition was seen to move"
            : "%d partitions moved after %s to %s"
                .formatted(times.size(), seconds(times.getFirst()), seconds(times.getLast()));
    return what + moved + (takeover.others() > 0 ? ", " + takeover.others() + " did not" : "");
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
