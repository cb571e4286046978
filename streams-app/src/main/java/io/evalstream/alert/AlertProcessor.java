package io.evalstream.alert;

import io.evalstream.event.Alert;
import io.evalstream.event.Evaluation;
import io.evalstream.state.AlertBucket;
import io.evalstream.state.AlertMemory;
import io.evalstream.topic.StoreNames;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Looks at the labels of the last minutes, by time of arrival, and publishes each change of an
/// alert as one record.
final class AlertProcessor extends ContextualProcessor<String, Evaluation, String, Alert> {

  private static final String STEP_SEPARATOR = "\u0001";

  private final AlertConfig config;
  private final AlertBoard board;
  private final InstantSource clock;

  // The stream thread's.
  private final Map<AlertSeries, Buckets> buckets = new HashMap<>();
  private @Nullable Task task;
  private @Nullable Cancellable ticking;

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
    ticking = null;
    Task opened =
        new Task(
            context.getStateStore(StoreNames.ALERTS),
            context.getStateStore(StoreNames.ALERT_BUCKETS));
    task = opened;
    try (KeyValueIterator<String, AlertBucket> steps = opened.steps.all()) {
      steps.forEachRemaining(
          entry -> {
            String[] key = entry.key.split(STEP_SEPARATOR, -1);
            buckets
                .computeIfAbsent(AlertSeries.fromText(key[0]), series -> new Buckets())
                .put(Long.parseLong(key[1]), entry.value);
          });
    }
    try (KeyValueIterator<String, AlertMemory> memories = opened.memories.all()) {
      memories.forEachRemaining(
          entry -> {
            AlertSeries series = AlertSeries.fromText(entry.key);
            if (!(AlertMemories.state(entry.value) instanceof AlertState.Inactive)) {
              buckets.computeIfAbsent(series, absent -> new Buckets());
            }
          });
    }
    keepTicking(opened);
  }

  @Override
  public void process(Record<String, Evaluation> record) {
    Task task = task();
    Evaluation evaluation = record.value();
    Boolean failing = evaluation.getFailing();
    if (failing == null) {
      return;
    }
    long step = stepOf(clock.millis());
    for (AlertRule rule : config.rules()) {
      String value = rule.valueIn(evaluation);
      if (value != null) {
        AlertSeries series =
            new AlertSeries(
                rule.name(),
                evaluation.getApp(),
                evaluation.getEvaluator(),
                rule.dimension(),
                value);
        AlertBucket bucket =
            buckets
                .computeIfAbsent(series, absent -> new Buckets())
                .plus(
                    step,
                    1 / evaluation.getSamplingProbability(),
                    failing,
                    evaluation.getTraceId());
        task.steps.put(stepKey(series, step), bucket);
      }
    }
    keepTicking(task);
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
    buckets.entrySet().removeIf(entry -> isDone(task, entry.getKey(), entry.getValue()));
    keepTicking(task);
  }

  private void look(Task task, AlertRule rule, AlertSeries series, Buckets labels, Instant now) {
    long oldest = stepOf(now.minus(rule.over()).toEpochMilli()) + 1;
    labels.dropBefore(oldest).forEach(step -> task.steps.delete(stepKey(series, step)));
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
    if (!buckets.isEmpty() && ticking == null) {
      ticking =
          context()
              .schedule(config.every(), PunctuationType.WALL_CLOCK_TIME, timestamp -> look(task));
    } else if (buckets.isEmpty() && ticking != null) {
      ticking.cancel();
      ticking = null;
    }
  }

  private long stepOf(long epochMillis) {
    return Math.floorDiv(epochMillis, config.every().toMillis());
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
    board.leave(context().taskId().toString());
  }
}
