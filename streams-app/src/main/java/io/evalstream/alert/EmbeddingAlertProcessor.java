package io.evalstream.alert;

import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.EmbeddingAlarm;
import io.evalstream.alert.rule.EmbeddingChange;
import io.evalstream.alert.rule.EmbeddingJournal.Place;
import io.evalstream.alert.rule.EmbeddingWindow;
import io.evalstream.alert.rule.Muting;
import io.evalstream.async.Ticking;
import io.evalstream.event.Alert;
import io.evalstream.state.EmbeddingMemory;
import io.evalstream.state.EmbeddingPart;
import io.evalstream.topic.Entries;
import io.evalstream.topic.StoreNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Tells each alert on the drift of embeddings what has come, lets it look from time to time, and
/// publishes each change as one record. What fired by a rule that the configuration no longer has
/// is ended before anything else.
final class EmbeddingAlertProcessor
    extends ContextualProcessor<String, EmbeddingPart, String, Alert> {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final AlertConfig config;
  private final AlertBoard board;
  private final EmbeddingGauges gauges;
  private final InstantSource clock;

  // The stream thread's.
  private final Map<AlertSeries, EmbeddingAlarm> alarms = new LinkedHashMap<>();
  private final List<OrphanedDrift> orphans = new ArrayList<>();
  private final Ticking ticking = new Ticking();
  private @Nullable Task task;

  private record Task(
      KeyValueStore<String, EmbeddingMemory> memories,
      KeyValueStore<String, EmbeddingPart> windows) {}

  EmbeddingAlertProcessor(
      AlertConfig config, AlertBoard board, EmbeddingGauges gauges, InstantSource clock) {
    this.config = config;
    this.board = board;
    this.gauges = gauges;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    super.init(context);
    ticking.stop();
    alarms.clear();
    orphans.clear();
    Task opened =
        new Task(
            context.getStateStore(StoreNames.EMBEDDING_ALERTS),
            context.getStateStore(StoreNames.EMBEDDING_WINDOWS));
    task = opened;
    restore(opened);
    keepTicking();
  }

  /// What belongs to no rule any more is ended where there is something to end, and forgotten.
  private void restore(Task task) {
    for (KeyValue<String, EmbeddingMemory> entry : Entries.of(task.memories)) {
      AlertSeries series = AlertSeries.fromText(entry.key);
      var memory = EmbeddingMemories.memory(entry.value);
      AlertRule rule =
          config.driftRules(series.app()).stream().filter(series::isOf).findFirst().orElse(null);
      if (rule != null) {
        alarm(task, series, rule).goOnFrom(memory);
      } else if (OrphanedDrift.isOne(memory)) {
        orphans.add(new OrphanedDrift(series, memory));
      } else {
        task.memories.delete(entry.key);
      }
    }
    restoreWindows(task);
    alarms.forEach(this::show);
  }

  private void restoreWindows(Task task) {
    for (KeyValue<String, EmbeddingPart> entry : Entries.of(task.windows)) {
      EmbeddingKey key = EmbeddingKey.fromText(entry.key);
      EmbeddingAlarm alarm = alarms.get(key.series());
      if (alarm == null) {
        task.windows.delete(entry.key);
      } else {
        alarm.goOnFrom(key.place(), EmbeddingParts.window(entry.value));
      }
    }
  }

  private EmbeddingAlarm alarm(Task task, AlertSeries series, AlertRule rule) {
    return alarms.computeIfAbsent(
        series, absent -> new EmbeddingAlarm(rule, new Journal(task, series), now()));
  }

  /// Writes into the stores of the task.
  private final class Journal implements io.evalstream.alert.rule.EmbeddingJournal {

    private final Task stores;
    private final AlertSeries series;

    Journal(Task stores, AlertSeries series) {
      this.stores = stores;
      this.series = series;
    }

    @Override
    public void memory(io.evalstream.alert.rule.EmbeddingMemory memory) {
      stores.memories.put(series.toText(), EmbeddingMemories.stored(memory));
    }

    @Override
    public void window(Place place, Instant from, @Nullable EmbeddingWindow window) {
      String key = new EmbeddingKey(series, place, from).toText();
      if (window == null) {
        stores.windows.delete(key);
      } else {
        stores.windows.put(key, EmbeddingParts.stored(window));
      }
    }

    @Override
    public void others(long embeddings) {
      gauges.countOthers(series, embeddings);
    }
  }

  @Override
  public void process(Record<String, EmbeddingPart> record) {
    endOrphans();
    Instant now = now();
    EmbeddingWindow part = EmbeddingParts.window(record.value());
    for (AlertRule rule : config.driftRules(record.key())) {
      AlertSeries series =
          new AlertSeries(
              rule.name(), record.key(), rule.evaluator(), rule.dimension(), AlertRule.ANY);
      EmbeddingAlarm alarm = alarm(task(), series, rule);
      alarm.hear(part, muting(series, now), now).ifPresent(change -> tell(series, change, now));
      show(series, alarm);
    }
    // What comes in makes nobody idle.
    if (!ticking.isOn()) {
      keepTicking();
    }
  }

  /// Nothing can be forwarded before the first turn of the task, so it is not done at the start.
  private void endOrphans() {
    Instant now = now();
    for (OrphanedDrift orphan : orphans) {
      AlertSeries series = orphan.series();
      publish(series, orphan.end(muting(series, now), now), now);
      task().memories.delete(series.toText());
    }
    orphans.clear();
  }

  private void look() {
    endOrphans();
    Instant now = now();
    alarms.forEach(
        (series, alarm) -> {
          alarm.look(muting(series, now), now).forEach(change -> tell(series, change, now));
          show(series, alarm);
        });
    keepTicking();
  }

  private void tell(AlertSeries series, EmbeddingChange change, Instant now) {
    publish(series, new EmbeddingAlertWriter(series, change).at(now), now);
  }

  private void publish(AlertSeries series, Alert alert, Instant now) {
    context().forward(new Record<>(series.alertKey(), alert, now.toEpochMilli()));
  }

  private void show(AlertSeries series, EmbeddingAlarm alarm) {
    String owner = context().taskId().toString();
    board.show(owner, series, alarm.state());
    gauges.show(owner, series, alarm.finding());
  }

  private Muting muting(AlertSeries series, Instant now) {
    return new Muting(null, config.silenceEnd(series, now));
  }

  private void keepTicking() {
    boolean busy = alarms.values().stream().anyMatch(EmbeddingAlarm::isBusy);
    Duration pace = busy ? config.cadence().every() : Duration.ZERO;
    ticking.every(orphans.isEmpty() ? pace : SOON, context(), timestamp -> look());
  }

  /// As precise as it is stored.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Task task() {
    if (task == null) {
      throw new IllegalStateException("embedding alerts: used before init");
    }
    return task;
  }

  @Override
  public void close() {
    ticking.stop();
    board.leave(context().taskId().toString());
    gauges.leave(context().taskId().toString());
  }
}
