package io.evalstream.alert.rule;

import io.evalstream.stats.RateSums;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What came in lately, in steps of time.
final class Buckets {

  private final NavigableMap<Long, Bucket> steps = new TreeMap<>();

  void put(long step, Bucket bucket) {
    steps.put(step, bucket);
  }

  /// The bucket of the step after a change.
  Bucket change(long step, UnaryOperator<Bucket> change) {
    Bucket after = change.apply(steps.getOrDefault(step, Bucket.EMPTY));
    steps.put(step, after);
    return after;
  }

  /// Takes out the steps before the given one.
  List<Long> dropBefore(long step) {
    NavigableMap<Long, Bucket> old = steps.headMap(step, false);
    if (old.isEmpty()) {
      return List.of();
    }
    List<Long> dropped = new ArrayList<>(old.keySet());
    old.clear();
    return dropped;
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  RateSums sums() {
    RateSums sums = RateSums.EMPTY;
    for (Bucket bucket : steps.values()) {
      sums = sums.plus(bucket.sums());
    }
    return sums;
  }

  /// Of the steps from `first` on, before `end`.
  RateSums sums(long first, long end) {
    RateSums sums = RateSums.EMPTY;
    for (Bucket bucket : steps.subMap(first, true, end, false).values()) {
      sums = sums.plus(bucket.sums());
    }
    return sums;
  }

  long ended() {
    return ended(Long.MIN_VALUE);
  }

  /// Of the steps from `first` on.
  long ended(long first) {
    return steps.tailMap(first).values().stream().mapToLong(Bucket::ended).sum();
  }

  /// The step since which the labels speak most against the limit: the likeliest moment at which
  /// the rate rose above it. Empty when no last part of them is above.
  OptionalLong roseAt(double limit) {
    RateSums sums = RateSums.EMPTY;
    OptionalLong best = OptionalLong.empty();
    double most = 0;
    for (Map.Entry<Long, Bucket> step : steps.descendingMap().entrySet()) {
      sums = sums.plus(step.getValue().sums());
      double against = against(limit, sums);
      if (against > most) {
        most = against;
        best = OptionalLong.of(step.getKey());
      }
    }
    return best;
  }

  /// How much more likely their own rate makes them than the limit does, as a logarithm.
  private static double against(double limit, RateSums sums) {
    if (sums.n() == 0 || sums.a() <= limit * sums.w()) {
      return 0;
    }
    double rate = sums.a() / sums.w();
    double passing = rate == 1 ? 0 : (1 - rate) * Math.log((1 - rate) / (1 - limit));
    return sums.n() * (rate * Math.log(rate / limit) + passing);
  }

  /// Newest first.
  List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (Bucket bucket : steps.descendingMap().values()) {
      for (Example example : bucket.examples().reversed()) {
        if (examples.size() < Bucket.MOST_EXAMPLES
            && examples.stream().noneMatch(known -> known.traceId().equals(example.traceId()))) {
          examples.add(example);
        }
      }
    }
    return examples;
  }

  Map<Part, RateSums> parts() {
    Map<Part, RateSums> parts = new HashMap<>();
    for (Bucket bucket : steps.values()) {
      bucket.parts().forEach((part, sums) -> parts.merge(part, sums, RateSums::plus));
    }
    return parts;
  }
}
