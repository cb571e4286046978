package io.evalstream.alert;

import io.evalstream.alert.rule.Alarm;
import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Condition;
import io.evalstream.alert.rule.Muting;
import io.evalstream.async.Ticking;
import io.evalstream.event.Alert;
import io.evalstream.judgement.ObservationKind;
import io.evalstream.metric.Meters;
import io.evalstream.state.AlertBucket;
import io.evalstream.state.AlertMemory;
import io.evalstream.state.Observation;
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
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Tells each alert what comes in, lets it look from time to time, and publishes each change as one
/// record.
///
/// Alerts about the judging look first: while one says that a judge is unhealthy, nobody is told
/// what the labels of the same app say. What fired by a rule that the configuration no longer has
/// so is ended before anything else.
final class AlertProcessor extends ContextualProcessor<String, Observation, String, Alert> {

  private static final int MOST_VALUES = 50;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final AlertConfig config;
  private final ToDoubleBiFunction<String, String> configured;
  private final AlertBoard board;
  private final InstantSource clock;

  // The stream thread's.
  private final Map<AlertSeries, Alarm> alarms = new LinkedHashMap<>();
  private final List<OrphanedAlert> orphans = new ArrayList<>();
  private @Nullable Task task;
  private final Ticking ticking = new Ticking();

  private record Task(
      KeyValueStore<String, AlertMemory> memories, KeyValueStore<String, AlertBucket> buckets) {

    void remember(AlertSeries series, @Nullable AlertMemory memory) {
      if (memory == null) {
        memories.delete(series.toText());
      } else {
        memories.put(series.toText(), memory);
      }
    }

    void put(String key, @Nullable AlertBucket bucket) {
      if (bucket == null) {
        buckets.delete(key);
      } else {
        buckets.put(key, bucket);
      }
    }
  }

  /// @param configured app and evaluator to the least probability with which the configuration
  ///   samples labels
  AlertProcessor(
      AlertConfig config,
      ToDoubleBiFunction<String, String> configured,
      AlertBoard board,
      InstantSource clock) {
    this.config = config;
    this.configured = configured;
    this.board = board;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    super.init(context);
    alarms.clear();
    orphans.clear();
    ticking.stop();
    Task opened =
        new Task(
            context.getStateStore(StoreNames.ALERTS),
            context.getStateStore(StoreNames.ALERT_BUCKETS));
    task = opened;
    restore(opened);
    keepTicking();
  }

  private void restore(Task task) {
    for (KeyValue<String, AlertMemory> entry : Entries.of(task.memories)) {
      AlertSeries series = AlertSeries.fromText(entry.key);
      AlertRule rule = ruleOf(series);
      if (OrphanedAlert.isOne(entry.value, rule, config.cadence())) {
        orphans.add(new OrphanedAlert(series, entry.value, rule));
      } else if (rule == null) {
        task.memories.delete(entry.key);
      } else {
        alarm(task, series, rule);
      }
    }
    for (KeyValue<String, AlertBucket> entry : Entries.of(task.buckets)) {
      Alarm alarm = alarms.get(AlertSeries.fromText(BucketKey.seriesOf(entry.key)));
      if (alarm == null || alarm.beganAnew()) {
        task.buckets.delete(entry.key);
      } else {
        restore(alarm, BucketKey.fromText(entry.key), entry.value);
      }
    }
  }

  static void restore(Alarm alarm, BucketKey key, AlertBucket bucket) {
    switch (key) {
      case BucketKey.Step(long at) -> alarm.goOnFromBucket(at, AlertBuckets.bucket(bucket));
      case BucketKey.Hour(long at) -> alarm.goOnFromHour(at, AlertBuckets.bucket(bucket));
      case BucketKey.Version(String name) -> alarm.goOnFromArm(name, AlertBuckets.arm(bucket));
    }
  }

  /// Null when the rule was taken out of the configuration or is about something else now.
  private @Nullable AlertRule ruleOf(AlertSeries series) {
    return config.rules().stream().filter(series::isOf).findFirst().orElse(null);
  }

  private Alarm alarm(Task task, AlertSeries series, AlertRule rule) {
    return alarms.computeIfAbsent(series, absent -> open(task, series, rule));
  }

  private Alarm open(Task task, AlertSeries series, AlertRule rule) {
    SeriesJournal journal =
        new SeriesJournal(
            series, task.memories::put, task::put, count -> board.countCut(series, count));
    Alarm alarm =
        new Alarm(
            rule,
            config.cadence(),
            journal,
            configured.applyAsDouble(series.app(), series.evaluator()),
            now());
    AlertMemory memory = task.memories.get(series.toText());
    if (memory != null) {
      alarm.goOnFrom(AlertMemories.memory(memory));
    }
    return alarm;
  }

  @Override
  public void process(Record<String, Observation> record) {
    endOrphans();
    Task task = task();
    Observation observation = record.value();
    Instant now = now();
    for (AlertRule rule : config.rules()) {
      String value = ObservationReader.valueIn(observation, rule);
      if (value != null) {
        tell(task, rule, value, observation, now);
      }
    }
    if (observation.getKind().equals(ObservationKind.DIAGNOSIS)) {
      tellDiagnosis(observation, now);
    }
    // What comes in makes nobody idle.
    if (!ticking.isOn()) {
      keepTicking();
    }
  }

  /// Alerts about labels of the app say which step of its traces failed.
  private void tellDiagnosis(Observation observation, Instant now) {
    String diagnosis = observation.getLabel();
    if (diagnosis == null || !Boolean.TRUE.equals(observation.getFailing())) {
      return;
    }
    alarms.forEach(
        (series, alarm) -> {
          AlertRule rule = alarm.rule();
          if (series.app().equals(observation.getApp())
              && rule.condition().isAboutQuality()
              && series.value().equals(ObservationReader.dimensionValue(observation, rule))) {
            alarm.hearDiagnosis(diagnosis, observation.getSamplingProbability(), now);
          }
        });
  }

  private void tell(Task task, AlertRule rule, String value, Observation observation, Instant now) {
    switch (observation.getKind()) {
      case ObservationKind.EVALUATION, ObservationKind.DIAGNOSIS ->
          alarm(task, series(rule, observation, value), rule)
              .hear(ObservationReader.sighting(observation), now);
      case ObservationKind.TRAFFIC -> {
        if (rule.condition() instanceof Condition.Absent) {
          alarm(task, series(rule, observation, value), rule)
              .hearTraffic(observation.getCount(), observation.getOccurredAt(), now);
        }
      }
      default -> {
        // How retrievals ranked is no matter of alerts.
      }
    }
  }

  /// Values from outside must not grow the state: past a cap they are looked at together.
  private AlertSeries series(AlertRule rule, Observation observation, String value) {
    AlertSeries series =
        new AlertSeries(
            rule.name(), observation.getApp(), observation.getEvaluator(), rule.dimension(), value);
    if (alarms.containsKey(series)) {
      return series;
    }
    long others = alarms.keySet().stream().filter(series::isSibling).count();
    return others < MOST_VALUES ? series : series.withValue(Meters.OTHER);
  }

  /// Nothing can be forwarded before the first turn of the task, so it is not done at the start.
  private void endOrphans() {
    Instant now = now();
    for (OrphanedAlert orphan : orphans) {
      AlertSeries series = orphan.series();
      Alert end = orphan.end(new Muting(null, config.silenceEnd(series, now)), now);
      context().forward(new Record<>(series.alertKey(), end, now.toEpochMilli()));
      task().remember(series, orphan.after(now));
    }
    orphans.clear();
  }

  private void look() {
    endOrphans();
    Instant now = now();
    Map<String, String> unhealthy = new TreeMap<>();
    alarms.forEach(
        (series, alarm) -> {
          if (!alarm.rule().condition().isAboutQuality()) {
            look(series, alarm, new Muting(null, config.silenceEnd(series, now)), now);
            if (alarm.isFiring() && alarm.rule().condition() instanceof Condition.NotJudged) {
              unhealthy.putIfAbsent(series.app(), series.alertKey());
            }
          }
        });
    alarms.forEach(
        (series, alarm) -> {
          if (alarm.rule().condition().isAboutQuality()) {
            Muting muting = new Muting(unhealthy.get(series.app()), config.silenceEnd(series, now));
            look(series, alarm, muting, now);
          }
        });
    alarms.entrySet().removeIf(entry -> forget(entry.getKey(), entry.getValue(), now));
    keepTicking();
  }

  private void look(AlertSeries series, Alarm alarm, Muting muting, Instant now) {
    alarm
        .look(now, muting)
        .map(change -> AlertWriter.of(series, change, now))
        .ifPresent(
            alert -> context().forward(new Record<>(series.alertKey(), alert, now.toEpochMilli())));
    if (alarm.isBusy(now)) {
      board.show(context().taskId().toString(), series, alarm.state(), alarm.account(now));
    } else {
      board.remove(series);
    }
  }

  /// What has seen nothing for long makes room. The number of its records stays: none has the same
  /// twice.
  private boolean forget(AlertSeries series, Alarm alarm, Instant now) {
    boolean spent = alarm.isSpent(now);
    if (spent && !alarm.hasPublished()) {
      task().memories.delete(series.toText());
    }
    if (spent) {
      Entries.of(task().buckets, BucketKey.prefixOf(series))
          .forEach(entry -> task().buckets.delete(entry.key));
    }
    return spent;
  }

  private void keepTicking() {
    Instant now = now();
    boolean busy = alarms.values().stream().anyMatch(alarm -> alarm.isBusy(now));
    Duration pace = busy ? config.cadence().every() : Duration.ZERO;
    ticking.every(orphans.isEmpty() ? pace : SOON, context(), timestamp -> look());
  }

  /// As precise as it is stored.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Task task() {
    if (task == null) {
      throw new IllegalStateException("alerts: used before init");
    }
    return task;
  }

  @Override
  public void close() {
    ticking.stop();
    board.leave(context().taskId().toString());
  }
}
