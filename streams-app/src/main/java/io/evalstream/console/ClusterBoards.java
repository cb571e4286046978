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

  private record Content(
      FunnelBoard funnel,
      Map<String, Standing> agreements,
      Map<String, DriftBoard.Standing> golden) {}

  private volatile Content content =
      new Content(new FunnelBoard(), new ConcurrentSkipListMap<>(), new ConcurrentHashMap<>());

  /// The sums over all tasks, ordered.
  public SortedMap<FunnelStep, Long> funnel() {
    return content.funnel.counts();
  }

  /// Of judges with people, by name.
  public List<Standing> agreements() {
    return List.copyOf(content.agreements.values());
  }

  /// Of judges with golden rows, by judge and evaluator.
  public List<DriftBoard.Standing> goldenAgreements() {
    return content.golden.values().stream()
        .sorted(
            Comparator.comparing(
                standing -> standing.subject().judge() + "\u0000" + standing.subject().evaluator()))
        .toList();
  }

  /// @param task that counted
  /// @param count null when it is gone
  public void count(String task, FunnelStep step, @Nullable Long count) {
    content.funnel.put(task, step, count == null ? 0 : count);
  }

  /// @param standing null when it is gone
  public void agreement(String key, @Nullable Standing standing) {
    put(content.agreements, key, standing);
  }

  /// @param standing null when it is gone
  public void golden(String key, DriftBoard.@Nullable Standing standing) {
    put(content.golden, key, standing);
  }

  private static <T> void put(Map<String, T> map, String key, @Nullable T value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  /// Shows from now on what others have, and what will be put there.
  public void show(ClusterBoards others) {
    content = others.content;
  }
}
