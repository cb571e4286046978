package io.evalstream.bench.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The newest rate of each window counts just the evaluations in it, or the diagnoses of the traces
/// in it, and is final. The evaluators of an app have one share, so each trace is looked at by all.
final class RateRules {

  private static final String DIAGNOSIS = "diagnosis";

  private RateRules() {}

  static List<Violation> violations(Observed observed) {
    Map<RateWindow.Key, RateWindow> newest = newest(observed.rates());
    Map<RateWindow.Key, Count> wanted = wanted(observed);
    List<Violation> violations = new ArrayList<>();
    violations.addAll(Oracle.brief("a rate counts its evaluations", different(wanted, newest)));
    violations.addAll(Oracle.brief("a window is closed in the end", open(newest)));
    return violations;
  }

  /// Whether all that ended is in final rates.
  ///
  /// @param ended judgements and traces
  static boolean settled(List<RateWindow> rates, long ended) {
    Collection<RateWindow> newest = newest(rates).values();
    return newest.stream().allMatch(RateWindow::closed)
        && newest.stream().mapToLong(RateWindow::ended).sum() == ended;
  }

  private static Map<RateWindow.Key, RateWindow> newest(List<RateWindow> rates) {
    Map<RateWindow.Key, RateWindow> newest = new HashMap<>();
    rates.forEach(rate -> newest.put(rate.key(), rate));
    return newest;
  }

  private record Count(Map<String, Long> outcomes, Map<String, Long> labels, long failing) {

    private static Count of(Ended ended) {
      return of(ended.outcome(), ended.label(), Boolean.TRUE.equals(ended.failing()));
    }

    private static Count of(ClosedTrace trace) {
      boolean labelled = trace.outcomes().containsValue("judged");
      if (labelled && !trace.diagnosis().equals("ok")) {
        return of("judged", trace.diagnosis(), true);
      }
      String unlabelled =
          trace.outcomes().values().stream()
              .filter(outcome -> !outcome.equals("judged") && !outcome.equals("not_evaluable"))
              .sorted()
              .findFirst()
              .orElse(labelled ? "judged" : "not_evaluable");
      return of(unlabelled, unlabelled.equals("judged") ? trace.diagnosis() : null, false);
    }

    private static Count of(String outcome, @Nullable String label, boolean fails) {
      return new Count(
          Map.of(outcome, 1L), label == null ? Map.of() : Map.of(label, 1L), fails ? 1 : 0);
    }

    private Count plus(Count other) {
      return new Count(
          sum(outcomes, other.outcomes), sum(labels, other.labels), failing + other.failing);
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
      Map<String, Long> sum = new HashMap<>(one);
      other.forEach((key, count) -> sum.merge(key, count, Long::sum));
      return sum;
    }
  }

  private static Map<RateWindow.Key, Count> wanted(Observed observed) {
    Map<RateWindow.Key, Count> wanted = new HashMap<>();
    for (Ended ended : observed.evaluations()) {
      String evaluator = ended.judgement().evaluator();
      RateWindow.Key key = key(observed, ended.app(), evaluator, ended.occurredAt());
      wanted.merge(key, Count.of(ended), Count::plus);
    }
    for (ClosedTrace trace : onceEach(observed.traces())) {
      RateWindow.Key key = key(observed, trace.app(), DIAGNOSIS, trace.occurredAt());
      wanted.merge(key, Count.of(trace), Count::plus);
    }
    return wanted;
  }

  /// That a trace comes out twice, or unasked, is told by another rule.
  private static Collection<ClosedTrace> onceEach(List<ClosedTrace> traces) {
    Map<String, ClosedTrace> once = new HashMap<>();
    traces.stream()
        .filter(trace -> !trace.outcomes().isEmpty())
        .forEach(trace -> once.put(trace.traceId(), trace));
    return once.values();
  }

  private static RateWindow.Key key(
      Observed observed, String app, String evaluator, Instant occurredAt) {
    long length = observed.windowLength().toMillis();
    long start = Math.floorDiv(occurredAt.toEpochMilli(), length) * length;
    return new RateWindow.Key(app, evaluator, Instant.ofEpochMilli(start));
  }

  private static List<String> different(
      Map<RateWindow.Key, Count> wanted, Map<RateWindow.Key, RateWindow> newest) {
    Set<RateWindow.Key> keys = new HashSet<>(wanted.keySet());
    keys.addAll(newest.keySet());
    List<String> different = new ArrayList<>();
    for (RateWindow.Key key : keys) {
      RateWindow rate = newest.get(key);
      Count is = rate == null ? null : new Count(rate.outcomes(), rate.labels(), rate.failing());
      Count must = wanted.get(key);
      if (must == null || !must.equals(is)) {
        different.add(key + " must be " + must + ", was " + is);
      }
    }
    return different.stream().sorted().toList();
  }

  private static List<String> open(Map<RateWindow.Key, RateWindow> newest) {
    return newest.values().stream()
        .filter(rate -> !rate.closed())
        .map(rate -> rate.key().toString())
        .sorted()
        .toList();
  }
}
