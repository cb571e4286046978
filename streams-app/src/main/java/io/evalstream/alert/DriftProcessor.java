package io.evalstream.alert;

import io.evalstream.async.Ticking;
import io.evalstream.event.Alert;
import io.evalstream.state.JudgeAgreement;
import io.evalstream.state.JudgeStanding;
import io.evalstream.topic.Entries;
import io.evalstream.topic.StoreNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Keeps what rounds of golden rows found, and publishes each change of the alert about a judge
/// that drifts as one record.
///
/// Only the task of partition 0 does so: there is one of it among all instances. It takes rounds
/// from the board once a second; a round that an aborted transaction loses is one round less. The
/// records that it is given say nothing to it.
final class DriftProcessor extends ContextualProcessor<String, JudgeStanding, String, Alert> {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final DriftWatch watch;
  private final List<String> channels;
  private final DriftBoard board;
  private final AlertBoard alerts;

  // The stream thread's.
  private final Ticking ticking = new Ticking();

  /// @param channels that hear of a drift
  DriftProcessor(DriftWatch watch, List<String> channels, DriftBoard board, AlertBoard alerts) {
    this.watch = watch;
    this.channels = List.copyOf(channels);
    this.board = board;
    this.alerts = alerts;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    super.init(context);
    ticking.stop();
    if (context.taskId().partition() != 0) {
      return;
    }
    KeyValueStore<String, JudgeAgreement> store =
        context.getStateStore(StoreNames.JUDGE_AGREEMENTS);
    all(store).stream().filter(this::isCompared).forEach(this::show);
    board.enter(this);
    // Nothing can be forwarded before the first turn of the task.
    ticking.every(LOOK, context, timestamp -> look(store, Instant.ofEpochMilli(timestamp)));
  }

  @Override
  public void process(Record<String, JudgeStanding> record) {}

  private void look(KeyValueStore<String, JudgeAgreement> store, Instant now) {
    all(store).stream()
        .filter(memory -> !isCompared(memory))
        .forEach(memory -> forget(store, memory, now));
    board.take().stream()
        .filter(round -> round.basis().equals(watch.bases().get(round.subject())))
        .forEach(round -> take(store, round, now));
    if (watch.bases().isEmpty()) {
      ticking.stop();
    }
  }

  /// Whether the next round can be held against what is known.
  private boolean isCompared(DriftMemory memory) {
    return memory.basis().equals(watch.bases().get(memory.subject()));
  }

  private static List<DriftMemory> all(KeyValueStore<String, JudgeAgreement> store) {
    return Entries.of(store).stream().map(entry -> DriftMemory.of(entry.value)).toList();
  }

  private void forget(
      KeyValueStore<String, JudgeAgreement> store, DriftMemory memory, Instant now) {
    store.delete(memory.subject().toText());
    if (memory.state().firing()) {
      tell(DriftAlert.ended(memory, now, channels), now);
    }
  }

  private void take(KeyValueStore<String, JudgeAgreement> store, DriftRound round, Instant now) {
    JudgeAgreement stored = store.get(round.subject().toText());
    DriftMemory before =
        stored == null ? DriftMemory.beforeTheFirst(round) : DriftMemory.of(stored);
    DriftMemory after = before.after(round, watch);
    store.put(round.subject().toText(), after.toStore());
    show(after);
    if (after.transitions() > before.transitions()) {
      tell(DriftAlert.changed(after, watch, channels), now);
    }
  }

  private void tell(DriftAlert alert, Instant now) {
    context().forward(new Record<>(alert.key(), alert.toAlert(), now.toEpochMilli()));
  }

  private void show(DriftMemory memory) {
    board.show(memory, watch);
    alerts.show(
        context().taskId().toString(),
        DriftAlert.series(memory.subject()),
        DriftAlert.state(memory));
  }

  @Override
  public void close() {
    ticking.stop();
    board.leave(this);
    alerts.leave(context().taskId().toString());
  }
}
