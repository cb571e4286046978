package io.evalstream.async;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The view of one operator over all its tasks in this process: how much is pending, and the switch
/// for a clean shutdown.
///
/// *Threading:* safe for all threads.
public final class AsyncControl {

  private final Map<Object, TaskView> tasks = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private volatile boolean stopped;

  private record TaskView(int pending, int calling, long oldestAdmittedAt) {}

  public AsyncControl(InstantSource clock) {
    this.clock = clock;
  }

  InstantSource clock() {
    return clock;
  }

  /// No call is started any more; what runs may end.
  public void stopCalling() {
    stopped = true;
  }

  boolean mayCall() {
    return !stopped;
  }

  void report(Object task, int pending, int calling, long oldestAdmittedAt) {
    tasks.put(task, new TaskView(pending, calling, oldestAdmittedAt));
  }

  void leave(Object task) {
    tasks.remove(task);
  }

  /// Requests without a result, over the tasks that this process owns.
  public int pending() {
    return tasks.values().stream().mapToInt(TaskView::pending).sum();
  }

  /// Requests whose call is running.
  public int calling() {
    return tasks.values().stream().mapToInt(TaskView::calling).sum();
  }

  /// Age of the oldest pending request; zero when none is pending.
  public Duration oldestPending() {
    long now = clock.millis();
    return Duration.ofMillis(
        tasks.values().stream()
            .filter(task -> task.pending > 0)
            .mapToLong(task -> now - task.oldestAdmittedAt)
            .max()
            .orElse(0));
  }
}
