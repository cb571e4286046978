package io.evalstream.bench.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The newest rate of each window counts just the evaluations in it, and is final.
final class RateRules {

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

    private static final Count NONE = new Count(Map.of(), Map.of(), 0);

    private Count plus(Ended ended) {
      Map<String, Long> moreOutcomes = new HashMap<>(outcomes);
      moreOutcomes.merge(ended.outcome(), 1L, Long::sum);
      Map<String, Long> moreLabels = new HashMap<>(labels);
      if (ended.label() != null) {
        moreLabels.merge(ended.label(), 1L, Long::sum);
      }
      return new Count(
          moreOutcomes, moreLabels, failing + (Boolean.TRUE.equals(ended.failing()) ? 1 : 0));
    }
  }

  private static Map<RateWindow.Key, Count> wanted(Observed observed) {
    long length = observed.windowLength().toMillis();
    Map<RateWindow.Key, Count> wanted = new HashMap<>();
    for (Ended ended : observed.evaluations()) {
      long start = Math.floorDiv(ended.occurredAt().toEpochMilli(), length) * length;
      wanted.merge(
          new RateWindow.Key(
              ended.app(), ended.judgement().evaluator(), Instant.ofEpochMilli(start)),
          Count.NONE.plus(ended),
          (before, one) -> before.plus(ended));
    }
    return wanted;
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
