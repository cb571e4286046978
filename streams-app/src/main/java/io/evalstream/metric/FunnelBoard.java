package io.evalstream.metric;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The funnels of all tasks that this process owns, for readers on other threads.
///
/// *Threading:* safe for all threads.
public final class FunnelBoard {

  private final Map<String, Map<FunnelStep, Long>> tasks = new ConcurrentHashMap<>();
  private final Set<FunnelStep> known = ConcurrentHashMap.newKeySet();
  private volatile Consumer<FunnelStep> listener = step -> {};

  /// Names a listener that hears of each step once, the first time that it is counted.
  public void onNew(Consumer<FunnelStep> listener) {
    this.listener = listener;
  }

  /// Shows a count of a task.
  public void put(String task, FunnelStep step, long count) {
    tasks.computeIfAbsent(task, key -> new ConcurrentHashMap<>()).put(step, count);
    if (!known.contains(step) && known.add(step)) {
      listener.accept(step);
    }
  }

  /// The sum of one step over all tasks.
  public long count(FunnelStep step) {
    return tasks.values().stream().mapToLong(steps -> steps.getOrDefault(step, 0L)).sum();
  }

  /// The task has left this process.
  public void leave(String task) {
    tasks.remove(task);
  }

  /// The sums over all tasks, ordered.
  public SortedMap<FunnelStep, Long> counts() {
    SortedMap<FunnelStep, Long> sums = new TreeMap<>();
    tasks.values().forEach(steps -> steps.forEach((step, n) -> sums.merge(step, n, Long::sum)));
    return sums;
  }
}
