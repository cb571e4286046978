package io.evalstream.bench.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Each trace with judgements comes out exactly once, with all its evaluations.
final class TraceRules {

  private TraceRules() {}

  static List<Violation> violations(Expected expected, Observed observed) {
    Set<String> wanted = expected.traces();
    Map<String, List<ClosedTrace>> byTrace = new LinkedHashMap<>();
    observed
        .traces()
        .forEach(
            trace -> byTrace.computeIfAbsent(trace.traceId(), key -> new ArrayList<>()).add(trace));
    List<Violation> violations = new ArrayList<>();
    violations.addAll(Oracle.brief("no trace is lost", without(wanted, byTrace.keySet())));
    violations.addAll(Oracle.brief("no trace comes out twice", twice(byTrace)));
    violations.addAll(
        Oracle.brief("no trace comes out unasked", without(byTrace.keySet(), wanted)));
    violations.addAll(Oracle.brief("a trace has just its evaluations", different(observed)));
    return violations;
  }

  private static List<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return List.copyOf(rest);
  }

  private static List<String> twice(Map<String, List<ClosedTrace>> byTrace) {
    return byTrace.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(
            entry ->
                entry.getKey()
                    + " at "
                    + entry.getValue().stream().map(ClosedTrace::place).toList())
        .toList();
  }

  private static List<String> different(Observed observed) {
    Map<String, Map<String, String>> outcomes = new HashMap<>();
    observed
        .evaluations()
        .forEach(
            ended ->
                outcomes
                    .computeIfAbsent(ended.judgement().traceId(), key -> new HashMap<>())
                    .put(ended.id(), ended.outcome()));
    return observed.traces().stream()
        .filter(trace -> !trace.outcomes().equals(outcomes.get(trace.traceId())))
        .map(
            trace ->
                trace.traceId()
                    + " has "
                    + trace.outcomes()
                    + ", its evaluations are "
                    + outcomes.get(trace.traceId()))
        .toList();
  }
}
