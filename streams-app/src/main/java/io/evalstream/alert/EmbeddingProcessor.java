package io.evalstream.alert;

import io.evalstream.alert.rule.EmbeddingWindow;
import io.evalstream.async.Ticking;
import io.evalstream.event.ChatEvent;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Adds up the embeddings of the chat events of each app, and tells what came in each ten seconds
/// that had any, as one record for each app and length. Events that are not sampled count too; one
/// that the application sampled weighs 1 / `sampling_probability`.
///
/// *How it works:* each embedding is added to the sums of the ten seconds by the wall clock in
/// which it came. They are told by the first embedding after those, or by a tick. What an embedding
/// is paired with to learn how the variance is spread waits in the heap alone. An app changes its
/// model rarely, so ten seconds have two lengths at most; what else comes is counted as left out.
///
/// *Guarantees:* each embedding of these is told once, through crashes too. Between two commits the
/// sums are in the store `embeddings` and what was told is in the topic, in the same transaction as
/// the input offsets. A life that ends without a commit leaves nothing: the next one reads the
/// store again. A restart costs a pair, which is a sample like all others, and no embedding.
final class EmbeddingProcessor extends ContextualProcessor<String, Arrival, String, EmbeddingPart> {

  static final Duration EVERY = Duration.ofSeconds(10);

  private static final int LENGTHS = 2;

  private final Set<String> apps;
  private final Consumer<String> leftOut;
  private final InstantSource clock;

  // The stream thread's. Of those without an embedding only what waits for a pair is left.
  private final Map<Kind, EmbeddingWindow> open = new LinkedHashMap<>();
  private final Ticking ticking = new Ticking();
  private @Nullable KeyValueStore<String, EmbeddingPart> store;

  /// What can be added up.
  private record Kind(String app, int length) {

    private static final String SEPARATOR = "\u0000";

    String toText() {
      return app + SEPARATOR + length;
    }

    static Kind fromText(String text) {
      String[] parts = text.split(SEPARATOR, -1);
      return new Kind(parts[0], Integer.parseInt(parts[1]));
    }
  }

  /// @param apps that a rule watches
  /// @param leftOut hears the app of each embedding that is left out
  EmbeddingProcessor(Set<String> apps, Consumer<String> leftOut, InstantSource clock) {
    this.apps = Set.copyOf(apps);
    this.leftOut = leftOut;
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
      open.put(Kind.fromText(entry.key), EmbeddingParts.window(entry.value));
    }
    keepTicking();
  }

  @Override
  public void process(Record<String, Arrival> record) {
    if (record.value() instanceof Arrival.OfEvent of
        && apps.contains(of.app())
        && !of.event().getQueryEmbedding().isEmpty()) {
      double[] embedding = vector(of.event().getQueryEmbedding());
      Kind kind = new Kind(of.app(), embedding.length);
      if (open.containsKey(kind) || makesRoom(of.app())) {
        add(kind, embedding, weight(of.event()), clock.instant());
      } else {
        leftOut.accept(of.app());
      }
      keepTicking();
    }
  }

  private static double[] vector(List<Float> embedding) {
    return embedding.stream().mapToDouble(Float::doubleValue).toArray();
  }

  private static double weight(ChatEvent event) {
    Double probability = event.getSamplingProbability();
    return probability == null ? 1 : 1 / probability;
  }

  /// A length that has nothing to tell gives way to a new one.
  private boolean makesRoom(String app) {
    List<Kind> known = open.keySet().stream().filter(kind -> kind.app.equals(app)).toList();
    if (known.size() < LENGTHS) {
      return true;
    }
    Optional<Kind> told = known.stream().filter(kind -> window(kind).n() == 0).findFirst();
    told.ifPresent(open::remove);
    return told.isPresent();
  }

  private EmbeddingWindow window(Kind kind) {
    return Objects.requireNonNull(open.get(kind));
  }

  private void add(Kind kind, double[] embedding, double weight, Instant now) {
    EmbeddingWindow before = open.get(kind);
    if (before != null && before.n() > 0 && !takes(before, now)) {
      tell(kind, before, now);
      before = open.get(kind);
    }
    EmbeddingSums sums = before == null ? EmbeddingSums.EMPTY : before.sums();
    EmbeddingWindow place = before == null || before.n() == 0 ? tenSeconds(now, sums) : before;
    EmbeddingWindow after =
        new EmbeddingWindow(place.from(), place.to(), sums.plus(embedding, weight));
    open.put(kind, after);
    store().put(kind.toText(), EmbeddingParts.stored(after));
  }

  private static boolean takes(EmbeddingWindow window, Instant now) {
    return now.isBefore(window.to()) && !now.isBefore(window.from());
  }

  private static EmbeddingWindow tenSeconds(Instant now, EmbeddingSums sums) {
    long every = EVERY.toMillis();
    Instant from = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), every) * every);
    return new EmbeddingWindow(from, from.plus(EVERY), sums);
  }

  private void tick() {
    Instant now = clock.instant();
    new LinkedHashMap<>(open)
        .forEach(
            (kind, window) -> {
              if (window.n() > 0) {
                tell(kind, window, now);
              }
            });
    keepTicking();
  }

  private void tell(Kind kind, EmbeddingWindow window, Instant now) {
    open.put(kind, new EmbeddingWindow(window.from(), window.to(), window.sums().next()));
    store().delete(kind.toText());
    context().forward(new Record<>(kind.app, EmbeddingParts.stored(window), now.toEpochMilli()));
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
