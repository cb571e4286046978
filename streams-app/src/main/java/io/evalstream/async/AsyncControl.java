package io.evalstream.async;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/// The view of one operator over all its tasks in this process: how much is pending, and the switch
/// for a clean shutdown.
///
/// *Threading:* safe for all threads.
public final class AsyncControl {

  // By the id that Kafka Streams gives to a task.
  private final Map<String, TaskView> tasks = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private volatile int tasksOfAll;
  private volatile boolean stopped;

  /// What a task shows of itself. Written by its stream thread.
  static final class TaskView {
    private volatile int pending;
    private volatile int calling;
    private volatile long oldestAdmittedAt;
    private volatile Map<Flow, FlowLoad> loads = Map.of();

    void show(int pending, int calling, long oldestAdmittedAt) {
      this.pending = pending;
      this.calling = calling;
      this.oldestAdmittedAt = oldestAdmittedAt;
    }

    void show(Map<Flow, FlowLoad> loads) {
      this.loads = Map.copyOf(loads);
    }
  }

  public AsyncControl(InstantSource clock) {
    this.clock = clock;
  }

  InstantSource clock() {
    return clock;
  }

  /// Says how many tasks the operator has in all processes together: its partitions. The limits of
  /// gates are shared among them. Without it this process counts as the only one.
  public void shareAmong(int tasks) {
    if (tasks < 1) {
      throw new IllegalArgumentException("tasks must be at least 1, was " + tasks);
    }
    tasksOfAll = tasks;
  }

  /// The part of all tasks that this process owns, in (0, 1]: its share of the limits of gates.
  public double share() {
    return tasksOfAll == 0 ? 1 : Math.clamp((double) tasks.size() / tasksOfAll, 1e-9, 1);
  }

  /// No call is started any more; what runs may end.
  public void stopCalling() {
    stopped = true;
  }

  boolean mayCall() {
    return !stopped;
  }

  TaskView enter(String task) {
    TaskView view = new TaskView();
    tasks.put(task, view);
    return view;
  }

  void leave(String task, TaskView view) {
    tasks.remove(task, view);
  }

  /// Requests without a result, over the tasks that this process owns.
  public int pending() {
    return sum(view -> view.pending);
  }

  /// Requests of one task without a result, as of its last turn.
  ///
  /// @param task the id that Kafka Streams gives to it
  public int pending(String task) {
    TaskView view = tasks.get(task);
    return view == null ? 0 : view.pending;
  }

  /// Requests whose call is running.
  public int calling() {
    return sum(view -> view.calling);
  }

  private int sum(ToIntFunction<TaskView> count) {
    return tasks.values().stream().mapToInt(count).sum();
  }

  /// Age of the oldest pending request; zero when none is pending.
  public Duration oldestPending() {
    long now = clock.millis();
    return Duration.ofMillis(
        tasks.values().stream()
            .filter(view -> view.pending > 0)
            .mapToLong(view -> now - view.oldestAdmittedAt)
            .max()
            .orElse(0));
  }

  /// How busy a flow of a task is, as of its last look.
  ///
  /// @param task the id that Kafka Streams gives to it
  public FlowLoad load(String task, Flow flow) {
    TaskView view = tasks.get(task);
    return view == null ? FlowLoad.NONE : view.loads.getOrDefault(flow, FlowLoad.NONE);
  }

  /// How long a request of the flow that comes now would take to end, in the task where that is
  /// longest; zero where nothing queues.
  public Duration longestExpectedWait(Flow flow) {
    return Duration.ofMillis(
        tasks.values().stream()
            .map(view -> view.loads.getOrDefault(flow, FlowLoad.NONE))
            .mapToLong(FlowLoad::expectedWaitMillis)
            .max()
            .orElse(0));
  }
}
