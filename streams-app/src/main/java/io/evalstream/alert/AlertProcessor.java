package io.evalstream.alert;

import io.evalstream.async.Ticking;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.state.AlertBucket;
import io.evalstream.state.AlertMemory;
import io.evalstream.state.Observation;
import io.evalstream.topic.StoreNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Looks at the labels of the last minutes, by time of arrival, and publishes each change of an
/// alert as one record.
final class AlertProcessor extends ContextualProcessor<String, Observation, String, Alert> {

  private static final String STEP_SEPARATOR = "\u0001";
  private static final int MOST_VALUES = 50;

  private final AlertConfig config;
  private final AlertBoard board;
  private final InstantSource clock;

  // The stream thread's.
  private final Map<AlertSeries, Buckets> buckets = new HashMap<>();
  private @Nullable Task task;
  private final Ticking ticking = new Ticking();

  private record Task(
      KeyValueStore<String, AlertMemory> memories, KeyValueStore<String, AlertBucket> steps) {}

  AlertProcessor(AlertConfig config, AlertBoard board, InstantSource clock) {
    this.config = config;
    this.board = board;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    super.init(context);
    buckets.clear();
    ticking.stop();
    Task opened =
        new Task(
            context.getStateStore(StoreNames.ALERTS),
            context.getStateStore(StoreNames.ALERT_BUCKETS));
    task = opened;
    restoreSteps(opened);
    restoreMemories(opened);
    keepTicking(opened);
  }

  private void restoreSteps(Task task) {
    List<String> orphaned = new ArrayList<>();
    try (KeyValueIterator<String, AlertBucket> steps = task.steps.all()) {
      steps.forEachRemaining(
          entry -> {
            String[] key = entry.key.split(STEP_SEPARATOR, -1);
            AlertSeries series = AlertSeries.fromText(key[0]);
            if (hasRule(series)) {
              buckets
                  .computeIfAbsent(series, absent -> new Buckets())
                  .put(Long.parseLong(key[1]), entry.value);
            } else {
              orphaned.add(entry.key);
            }
          });
    }
    orphaned.forEach(task.steps::delete);
  }

  private void restoreMemories(Task task) {
    List<String> orphaned = new ArrayList<>();
    try (KeyValueIterator<String, AlertMemory> memories = task.memories.all()) {
      memories.forEachRemaining(
          entry -> {
            AlertSeries series = AlertSeries.fromText(entry.key);
            if (!hasRule(series)) {
              orphaned.add(entry.key);
            } else if (!(AlertMemories.state(entry.value) instanceof AlertState.Inactive)) {
              buckets.computeIfAbsent(series, absent -> new Buckets());
            }
          });
    }
    orphaned.forEach(task.memories::delete);
  }

  /// False when the rule was taken out of the configuration or is about something else now.
  private boolean hasRule(AlertSeries series) {
    return config.rules().stream().anyMatch(rule -> rule.isAbout(series));
  }

  @Override
  public void process(Record<String, Observation> record) {
    Task task = task();
    Observation observation = record.value();
    Boolean failing = observation.getFailing();
    if (failing == null) {
      return;
    }
    long step = stepAt(clock.millis());
    for (AlertRule rule : config.rules()) {
      String value = rule.valueIn(observation);
      if (value != null) {
        AlertSeries series = series(rule, observation, value);
        AlertBucket bucket =
            buckets
                .computeIfAbsent(series, absent -> new Buckets())
                .plus(
                    step,
                    1 / observation.getSamplingProbability(),
                    failing,
                    observation.getTraceId());
        task.steps.put(stepKey(series, step), bucket);
      }
    }
    keepTicking(task);
  }

  /// Values from outside must not grow the state: past a cap they are looked at together.
  private AlertSeries series(AlertRule rule, Observation observation, String value) {
    AlertSeries series =
        new AlertSeries(
            rule.name(), observation.getApp(), observation.getEvaluator(), rule.dimension(), value);
    if (buckets.containsKey(series)) {
      return series;
    }
    long others = buckets.keySet().stream().filter(series::isSibling).count();
    return others < MOST_VALUES ? series : series.withValue(Meters.OTHER);
  }

  private void look(Task task) {
    Instant now = clock.instant();
    for (AlertRule rule : config.rules()) {
      buckets.forEach(
          (series, labels) -> {
            if (series.rule().equals(rule.name())) {
              look(task, rule, series, labels, now);
            }
          });
    }
    buckets
        .entrySet()
        .removeIf(
            entry -> {
              boolean done = isDone(task, entry.getKey(), entry.getValue());
              if (done) {
                board.remove(entry.getKey());
              }
              return done;
            });
    keepTicking(task);
  }

  private void look(Task task, AlertRule rule, AlertSeries series, Buckets labels, Instant now) {
    long tooOld = stepAt(now.minus(rule.over()).toEpochMilli());
    labels.dropBefore(tooOld + 1).forEach(step -> task.steps.delete(stepKey(series, step)));
    Evidence evidence = labels.evidence();
    AlertMemory memory = task.memories.get(series.toText());
    AlertState before = memory == null ? new AlertState.Inactive(now) : AlertMemories.state(memory);
    AlertState after = before.after(evidence.reading(rule), rule, now);
    boolean changed = !after.wireName().equals(before.wireName());
    if (!after.equals(before)) {
      long transitions = (memory == null ? 0 : memory.getTransitions()) + (changed ? 1 : 0);
      task.memories.put(series.toText(), AlertMemories.of(after, transitions));
      if (changed) {
        Transition transition = new Transition(rule, series, before, after, evidence, transitions);
        context()
            .forward(new Record<>(series.alertKey(), transition.toAlert(now), now.toEpochMilli()));
      }
    }
    board.show(context().taskId().toString(), series, after, rule.above(), evidence);
  }

  /// An inactive alert without recent labels needs no look.
  private static boolean isDone(Task task, AlertSeries series, Buckets labels) {
    AlertMemory memory = task.memories.get(series.toText());
    return labels.isEmpty()
        && (memory == null || AlertMemories.state(memory) instanceof AlertState.Inactive);
  }

  private void keepTicking(Task task) {
    ticking.every(
        buckets.isEmpty() ? Duration.ZERO : config.every(), context(), timestamp -> look(task));
  }

  /// The step that the moment lies in, by the epoch millisecond at which it begins: it keeps its
  /// meaning when `every` is changed.
  private long stepAt(long epochMillis) {
    return epochMillis - Math.floorMod(epochMillis, config.every().toMillis());
  }

  private static String stepKey(AlertSeries series, long step) {
    return series.toText() + STEP_SEPARATOR + step;
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
