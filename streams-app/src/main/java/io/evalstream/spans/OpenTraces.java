package io.evalstream.spans;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The unfinished traces of a task, and which of them is due next.
///
/// *How it works:* the time of a trace without a root moves with each of its spans. The queue hears
/// of that only when the time that it knows has come, so that it has at most two entries for a
/// trace.
///
/// *Threading:* the stream thread of its task.
final class OpenTraces {

  private record Due(long at, String traceId, OpenTrace trace) {}

  private final Map<String, OpenTrace> traces = new HashMap<>();
  private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::at));

  @Nullable OpenTrace get(String traceId) {
    return traces.get(traceId);
  }

  /// The trace; a new one when there is none.
  OpenTrace open(String traceId) {
    return traces.computeIfAbsent(traceId, id -> new OpenTrace());
  }

  /// Sets or moves the time of a trace.
  void until(String traceId, OpenTrace trace, long at) {
    long before = trace.dueAt();
    trace.dueAt(at);
    if (at < before) {
      queue.add(new Due(at, traceId, trace));
    }
  }

  /// The id of a trace whose time has come; null when there is none. It stays here until [#remove].
  @Nullable String pollDue(long now) {
    while (!queue.isEmpty() && queue.peek().at <= now) {
      Due due = queue.poll();
      if (traces.get(due.traceId) != due.trace) {
        continue;
      }
      if (due.trace.dueAt() <= now) {
        return due.traceId;
      }
      queue.add(new Due(due.trace.dueAt(), due.traceId, due.trace));
    }
    return null;
  }

  void remove(String traceId) {
    traces.remove(traceId);
  }

  boolean isEmpty() {
    return traces.isEmpty();
  }
}
