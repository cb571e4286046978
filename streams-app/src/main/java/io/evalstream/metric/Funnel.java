package io.evalstream.metric;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The durable counts of one task: every record and every judgement is counted in the same
/// transaction that moves it, so the counts are exact through crashes.
///
/// For each app: `received = rejected + unsampled + sampled`, of feedback `received = rejected +
/// matched + unmatched + waiting`. For each evaluator: `requested = sum over outcomes + pending`.
/// Of OpenTelemetry: records `received = rejected + read`, spans `received = rejected + duplicate +
/// late
/// + over_limit + used + unused + waiting`, traces `completed = turns + what else they were`.
///
/// *Threading:* the stream thread of its task.
public final class Funnel {

  private final FunnelBoard board;
  private final String task;
  private final Function<String, @Nullable Long> read;
  private final BiConsumer<String, Long> write;

  /// @param task identifies the task on the board
  /// @param read reads a count from the state
  /// @param write writes a count to the state
  public Funnel(
      FunnelBoard board,
      String task,
      Function<String, @Nullable Long> read,
      BiConsumer<String, Long> write) {
    this.board = board;
    this.task = task;
    this.read = read;
    this.write = write;
  }

  /// Counts one.
  public void count(String app, String stage, String step) {
    add(app, stage, step, 1);
  }

  /// Takes one back: of a step that records leave again.
  public void leave(String app, String stage, String step) {
    add(app, stage, step, -1);
  }

  /// Counts several, or takes several back.
  public void add(String app, String stage, String step, long more) {
    FunnelStep key = new FunnelStep(app, stage, step);
    long after = counted(key) + more;
    write.accept(key.toText(), after);
    board.put(task, key, after);
  }

  /// What was counted so far.
  public long counted(String app, String stage, String step) {
    return counted(new FunnelStep(app, stage, step));
  }

  private long counted(FunnelStep key) {
    Long count = read.apply(key.toText());
    return count == null ? 0 : count;
  }
}
