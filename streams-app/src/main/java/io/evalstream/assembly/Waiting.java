package io.evalstream.assembly;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Until when each unfinished trace of a task waits for its other parts.
final class Waiting {

  private record Due(long at, String traceId) {}

  private final Map<String, Long> dueAt = new HashMap<>();
  private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::at));

  /// Sets or moves the time of a trace.
  void until(String traceId, long at) {
    dueAt.put(traceId, at);
    queue.add(new Due(at, traceId));
  }

  void done(String traceId) {
    dueAt.remove(traceId);
  }

  /// A trace whose time has come, taken out; null when there is none.
  @Nullable String pollDue(long now) {
    while (!queue.isEmpty() && queue.peek().at <= now) {
      Due due = queue.poll();
      Long current = dueAt.get(due.traceId);
      if (current != null && current == due.at) {
        dueAt.remove(due.traceId);
        return due.traceId;
      }
    }
    return null;
  }

  boolean isEmpty() {
    return dueAt.isEmpty();
  }
}
