package io.evalstream.alert;

import io.evalstream.state.AlertBucket;
import io.evalstream.stats.RateSums;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The labels of one alert series by their time of arrival, in steps.
final class Buckets {

  private static final int MOST_EXAMPLES = 5;

  private final NavigableMap<Long, AlertBucket> steps = new TreeMap<>();

  void put(long step, AlertBucket bucket) {
    steps.put(step, bucket);
  }

  /// The bucket of the step with one more label.
  AlertBucket plus(long step, double weight, boolean failing, String traceId) {
    AlertBucket before = steps.get(step);
    RateSums sums = (before == null ? RateSums.EMPTY : sums(before)).plus(weight, failing ? 1 : 0);
    List<String> examples = new ArrayList<>(before == null ? List.of() : before.getFailingTraces());
    if (failing && !examples.contains(traceId)) {
      examples.add(traceId);
    }
    if (examples.size() > MOST_EXAMPLES) {
      examples.removeFirst();
    }
    AlertBucket after =
        new AlertBucket(sums.n(), sums.w(), sums.w2(), sums.a(), sums.b(), examples);
    steps.put(step, after);
    return after;
  }

  /// Takes out the steps before the given one.
  List<Long> dropBefore(long step) {
    List<Long> dropped = new ArrayList<>(steps.headMap(step).keySet());
    steps.headMap(step).clear();
    return dropped;
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  Evidence evidence() {
    RateSums sums = RateSums.EMPTY;
    List<String> examples = new ArrayList<>();
    for (AlertBucket bucket : steps.descendingMap().values()) {
      sums = sums.plus(sums(bucket));
      bucket.getFailingTraces().reversed().stream()
          .filter(trace -> examples.size() < MOST_EXAMPLES && !examples.contains(trace))
          .forEach(examples::add);
    }
    return new Evidence(sums.estimate(), sums.n(), examples);
  }

  private static RateSums sums(AlertBucket bucket) {
    return RateSums.ofBinary(
        bucket.getN(), bucket.getSumW(), bucket.getSumW2(), bucket.getSumWx(), bucket.getSumW2x());
  }
}
