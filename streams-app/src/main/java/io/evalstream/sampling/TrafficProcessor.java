package io.evalstream.sampling;

import io.evalstream.async.Ticking;
import io.evalstream.judgement.ObservationKind;
import io.evalstream.state.Observation;
import io.evalstream.topic.Entries;
import io.evalstream.topic.StoreNames;
import io.evalstream.trace.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Counts the chat events that could be judged, for alerts on what is not judged: one observation
/// per app and evaluator every ten seconds at most, while there are events.
///
/// Each says since when its events came, the first of them at once.
///
/// *Guarantees:* the counts add up to the events, through crashes too: what is not told yet is
/// state. Evaluators that no alert asks about cost nothing.
final class TrafficProcessor extends ContextualProcessor<String, Arrival, String, Observation> {

  static final Duration EVERY = Duration.ofSeconds(10);

  private static final String SEPARATOR = "\u0000";

  private final SamplingTopology stage;
  private final Map<String, List<String>> watched = new HashMap<>();

  // The stream thread's.
  private final Map<String, Instant> toldAt = new HashMap<>();
  // Of what is not told yet. Those of an earlier life have no entry: it is not known since when.
  private final Map<String, Instant> firstAt = new HashMap<>();
  private final Ticking ticking = new Ticking();
  private boolean uncounted;
  private @Nullable KeyValueStore<String, Long> store;

  TrafficProcessor(SamplingTopology stage) {
    this.stage = stage;
    stage.apps().forEach((app, sampling) -> watched.put(app, watched(app, sampling)));
  }

  private List<String> watched(String app, AppSampling sampling) {
    return sampling.evaluators().keySet().stream()
        .filter(evaluator -> stage.watched().test(app, evaluator))
        .toList();
  }

  @Override
  public void init(ProcessorContext<String, Observation> context) {
    super.init(context);
    toldAt.clear();
    firstAt.clear();
    ticking.stop();
    KeyValueStore<String, Long> opened = context.getStateStore(StoreNames.TRAFFIC);
    store = opened;
    uncounted = !Entries.of(opened).isEmpty();
    keepTicking();
  }

  @Override
  public void process(Record<String, Arrival> record) {
    if (!(record.value() instanceof Arrival.OfEvent of)) {
      return;
    }
    List<String> evaluators = watched.getOrDefault(of.app(), List.of());
    AppSampling sampling = stage.apps().get(of.app());
    if (sampling == null || evaluators.isEmpty()) {
      return;
    }
    Instant now = stage.clock().instant();
    Map<String, String> facts = SamplingProcessor.facts(of.event());
    for (String evaluator : evaluators) {
      if (sampling.isFor(evaluator, facts)) {
        count(of.app() + SEPARATOR + evaluator, now);
      }
    }
    keepTicking();
  }

  private void count(String key, Instant now) {
    Long before = store().get(key);
    long events = (before == null ? 0 : before) + 1;
    if (before == null) {
      firstAt.put(key, now);
    }
    Instant told = toldAt.get(key);
    if (told == null || !now.isBefore(told.plus(EVERY))) {
      tell(key, events, now);
    } else {
      store().put(key, events);
      uncounted = true;
    }
  }

  private void tick() {
    Instant now = stage.clock().instant();
    Entries.of(store()).forEach(entry -> tell(entry.key, entry.value, now));
    uncounted = false;
    keepTicking();
  }

  private void tell(String key, long events, Instant now) {
    store().delete(key);
    toldAt.put(key, now);
    Instant since = firstAt.remove(key);
    String app = key.substring(0, key.indexOf(SEPARATOR));
    Observation observation =
        Observation.newBuilder()
            .setKind(ObservationKind.TRAFFIC)
            .setTraceId("")
            .setApp(app)
            .setEvaluator(key.substring(app.length() + SEPARATOR.length()))
            .setOutcome("seen")
            .setSamplingProbability(1)
            .setOccurredAt(since == null ? Instant.EPOCH : since)
            .setCount(events)
            .build();
    context().forward(new Record<>(app, observation, now.toEpochMilli()));
  }

  /// Ticks only while something is untold: each tick causes a commit.
  private void keepTicking() {
    ticking.every(uncounted ? EVERY : Duration.ZERO, context(), timestamp -> tick());
  }

  private KeyValueStore<String, Long> store() {
    if (store == null) {
      throw new IllegalStateException("traffic: used before init");
    }
    return store;
  }

  @Override
  public void close() {
    ticking.stop();
  }
}
