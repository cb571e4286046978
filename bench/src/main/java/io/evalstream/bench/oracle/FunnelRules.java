package io.evalstream.bench.oracle;

import io.evalstream.metric.FunnelStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The funnel balances, and each of its steps is what was published and what ended.
final class FunnelRules {

  private static final Set<String> STAGES_OF_RECORDS = Set.of("chat_event", "retrieval_span");
  private static final List<String> PARTS = List.of("rejected", "unsampled", "sampled");

  private FunnelRules() {}

  static List<Violation> violations(Expected expected, Observed observed) {
    List<Violation> violations = new ArrayList<>();
    violations.addAll(Oracle.brief("the funnel balances", unbalanced(observed.funnel())));
    violations.addAll(
        Oracle.brief(
            "a step of the funnel counts what was there",
            different(wanted(expected, observed), observed.funnel())));
    return violations;
  }

  static boolean allHasEnded(Expected expected, Map<FunnelStep, Long> funnel) {
    long ended =
        funnel.entrySet().stream()
            .filter(step -> !STAGES_OF_RECORDS.contains(step.getKey().stage()))
            .filter(step -> !step.getKey().step().equals("requested"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return funnel.entrySet().containsAll(expected.funnel().entrySet())
        && ended == expected.labels().size();
  }

  private static List<String> unbalanced(Map<FunnelStep, Long> funnel) {
    Map<String, Long> wholes = new TreeMap<>();
    Map<String, Long> parts = new TreeMap<>();
    funnel.forEach(
        (step, count) -> {
          boolean ofRecords = STAGES_OF_RECORDS.contains(step.stage());
          String stage = step.app() + " " + step.stage();
          if (step.step().equals(ofRecords ? "received" : "requested")) {
            wholes.merge(stage, count, Long::sum);
          } else if (!ofRecords || PARTS.contains(step.step())) {
            parts.merge(stage, count, Long::sum);
          }
        });
    Set<String> stages = new TreeSet<>(wholes.keySet());
    stages.addAll(parts.keySet());
    return stages.stream()
        .filter(stage -> !wholes.getOrDefault(stage, 0L).equals(parts.getOrDefault(stage, 0L)))
        .map(stage -> stage + ": " + wholes.get(stage) + " must be " + parts.get(stage))
        .toList();
  }

  /// With the outcomes as they were published.
  private static Map<FunnelStep, Long> wanted(Expected expected, Observed observed) {
    Map<FunnelStep, Long> wanted = new TreeMap<>(expected.funnel());
    for (Ended ended : observed.evaluations()) {
      wanted.merge(
          new FunnelStep(ended.app(), ended.judgement().evaluator(), ended.outcome()),
          1L,
          Long::sum);
    }
    return wanted;
  }

  private static List<String> different(
      Map<FunnelStep, Long> wanted, Map<FunnelStep, Long> funnel) {
    Set<FunnelStep> steps = new TreeSet<>(wanted.keySet());
    steps.addAll(funnel.keySet());
    return steps.stream()
        .filter(step -> !wanted.getOrDefault(step, 0L).equals(funnel.getOrDefault(step, 0L)))
        .map(
            step ->
                "%s %s %s must be %d, was %d"
                    .formatted(
                        step.app(),
                        step.stage(),
                        step.step(),
                        wanted.getOrDefault(step, 0L),
                        funnel.getOrDefault(step, 0L)))
        .toList();
  }
}
