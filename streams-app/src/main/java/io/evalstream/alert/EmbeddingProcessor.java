package io.evalstream.alert;

import io.evalstream.alert.rule.EmbeddingWindow;
import io.evalstream.async.Ticking;
import io.evalstream.state.EmbeddingPart;
import io.evalstream.stats.EmbeddingSums;
import io.evalstream.topic.Entries;
import io.evalstream.topic.StoreNames;
import io.evalstream.trace.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Adds up the embeddings of the chat events of each app, and tells what came in each ten seconds
/// that had any, as one record for each app. Events that are not sampled count too, so no weights
/// are needed.
///
/// *How it works:* each embedding is added to the sums of the ten seconds by the wall clock in
/// which it came. They are told by the first embedding after those, or by a tick. What an embedding
/// is paired with to learn how the variance is spread waits in the heap alone.
///
/// *Guarantees:* each embedding is told once, through crashes too. Between two commits the sums are
/// in the store `embeddings` and what was told is in the topic, in the same transaction as the
/// input offsets. A life that ends without a commit leaves nothing: the next one reads the store
/// again. A restart costs a pair, which is a sample like all others, and no embedding.
final class EmbeddingProcessor extends ContextualProcessor<String, Arrival, String, EmbeddingPart> {

  static final Duration EVERY = Duration.ofSeconds(10);

  private final Set<String> apps;
  private final InstantSource clock;

  // The stream thread's. By app; of those without an embedding only what waits for a pair is left.
  private final Map<String, EmbeddingWindow> open = new LinkedHashMap<>();
  private final Ticking ticking = new Ticking();
  private @Nullable KeyValueStore<String, EmbeddingPart> store;

  /// @param apps that a rule watches
  EmbeddingProcessor(Set<String> apps, InstantSource clock) {
    this.apps = Set.copyOf(apps);
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, EmbeddingPart> context) {
    super.init(context);
    ticking.stop();
    open.clear();
    KeyValueStore<String, EmbeddingPart> opened = context.getStateStore(StoreNames.EMBEDDINGS);
    store = opened;
    for (KeyValue<String, EmbeddingPart> entry : Entries.of(opened)) {
      open.put(entry.key, EmbeddingParts.window(entry.value));
    }
    keepTicking();
  }

  @Override
  public void process(Record<String, Arrival> record) {
    if (record.value() instanceof Arrival.OfEvent of
        && apps.contains(of.app())
        && !of.event().getQueryEmbedding().isEmpty()) {
      add(of.app(), vector(of.event().getQueryEmbedding()), clock.instant());
      keepTicking();
    }
  }

  private static double[] vector(List<Float> embedding) {
    return embedding.stream().mapToDouble(Float::doubleValue).toArray();
  }

  private void add(String app, double[] embedding, Instant now) {
    EmbeddingWindow before = open.get(app);
    if (before != null && before.n() > 0 && !takes(before, embedding, now)) {
      tell(app, before, now);
      before = open.get(app);
    }
    EmbeddingWindow after =
        before != null && before.n() > 0
            ? new EmbeddingWindow(before.from(), before.to(), before.sums().plus(embedding))
            : begin(before == null ? EmbeddingSums.EMPTY : before.sums(), embedding, now);
    open.put(app, after);
    store().put(app, EmbeddingParts.stored(after));
  }

  private static boolean takes(EmbeddingWindow window, double[] embedding, Instant now) {
    return now.isBefore(window.to())
        && !now.isBefore(window.from())
        && embedding.length == window.sums().dimensions();
  }

  /// @param waiting empty sums with what waits for a pair
  private static EmbeddingWindow begin(EmbeddingSums waiting, double[] embedding, Instant now) {
    long every = EVERY.toMillis();
    Instant from = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), every) * every);
    EmbeddingSums sums = waiting.takes(embedding.length) ? waiting : EmbeddingSums.EMPTY;
    return new EmbeddingWindow(from, from.plus(EVERY), sums.plus(embedding));
  }

  private void tick() {
    Instant now = clock.instant();
    Map.copyOf(open)
        .forEach(
            (app, window) -> {
              if (window.n() > 0) {
                tell(app, window, now);
              }
            });
    keepTicking();
  }

  private void tell(String app, EmbeddingWindow window, Instant now) {
    open.put(app, new EmbeddingWindow(window.from(), window.to(), window.sums().next()));
    store().delete(app);
    context().forward(new Record<>(app, EmbeddingParts.stored(window), now.toEpochMilli()));
  }

  /// Ticks only while something is untold: each tick causes a commit.
  private void keepTicking() {
    boolean untold = open.values().stream().anyMatch(window -> window.n() > 0);
    ticking.every(untold ? EVERY : Duration.ZERO, context(), timestamp -> tick());
  }

  private KeyValueStore<String, EmbeddingPart> store() {
    if (store == null) {
      throw new IllegalStateException("embeddings: used before init");
    }
    return store;
  }

  @Override
  public void close() {
    ticking.stop();
  }
}
