package io.evalstream.console;

import io.evalstream.agreement.Standing;
import io.evalstream.alert.DriftBoard;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.FunnelStep;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// What all instances together have counted and compared, the same on each of them: of the funnel,
/// of the agreement of judges with people, and with golden rows.
///
/// *When to use*: for people, who ask any instance. The boards of the stages show what the tasks of
/// this process own.
///
/// *Threading:* safe for all threads.
public final class ClusterBoards {

  private final FunnelBoard funnel = new FunnelBoard();
  private final Map<String, Standing> agreements = new ConcurrentSkipListMap<>();
  private final Map<String, DriftBoard.Standing> golden = new ConcurrentHashMap<>();

  /// The sums over all tasks, ordered.
  public SortedMap<FunnelStep, Long> funnel() {
    return funnel.counts();
  }

  /// Of judges with people, by name.
  public List<Standing> agreements() {
    return List.copyOf(agreements.values());
  }

  /// Of judges with golden rows, by judge and evaluator.
  public List<DriftBoard.Standing> goldenAgreements() {
    return golden.values().stream()
        .sorted(
            Comparator.comparing(
                standing -> standing.subject().judge() + "\u0000" + standing.subject().evaluator()))
        .toList();
  }

  /// @param task that counted
  /// @param count null when it is gone
  public void count(String task, FunnelStep step, @Nullable Long count) {
    funnel.put(task, step, count == null ? 0 : count);
  }

  /// @param standing null when it is gone
  public void agreement(String key, @Nullable Standing standing) {
    put(agreements, key, standing);
  }

  /// @param standing null when it is gone
  public void golden(String key, DriftBoard.@Nullable Standing standing) {
    put(golden, key, standing);
  }

  private static <T> void put(Map<String, T> map, String key, @Nullable T value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  /// All is read again.
  public void clear() {
    agreements.clear();
    golden.clear();
  }
}
