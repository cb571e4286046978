package io.evalstream.alert;

import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.EmbeddingMemory;
import io.evalstream.state.EmbeddingPart;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import io.evalstream.trace.Arrival;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Parts of traces in; transitions of alerts on the drift of embeddings out. Between the two steps
/// the sums of all partitions have to be brought together by app.
///
/// @param apps that there are
public record EmbeddingTopology(
    AlertConfig config, Set<String> apps, AlertBoard board, Meters meters, InstantSource clock) {

  static final String CONDITION = "drift";

  public EmbeddingTopology {
    apps = Set.copyOf(apps);
  }

  /// Without a rule on drift nothing of this is needed.
  public boolean isOn() {
    return !watched().isEmpty();
  }

  /// Whether an alert is one of these.
  public static boolean tells(Alert alert) {
    return alert.getCondition().equals(CONDITION);
  }

  private Set<String> watched() {
    return apps.stream().filter(config::watchesEmbeddings).collect(Collectors.toUnmodifiableSet());
  }

  public static List<StoreBuilder<?>> stores() {
    return List.of(
        store(StoreNames.EMBEDDINGS, EmbeddingPart.class),
        store(StoreNames.EMBEDDING_ALERTS, EmbeddingMemory.class),
        store(StoreNames.EMBEDDING_WINDOWS, EmbeddingPart.class));
  }

  /// Few entries that change often: the cache before them writes each changed one once per commit.
  private static <T extends SpecificRecordBase> StoreBuilder<?> store(String name, Class<T> type) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), new StateSerde<>(type))
        .withCachingEnabled();
  }

  /// Parts of traces in; sums of embeddings out, keyed by app.
  public KStream<String, EmbeddingPart> add(KStream<String, Arrival> arrivals) {
    ProcessorSupplier<String, Arrival, String, EmbeddingPart> sums =
        () -> new EmbeddingProcessor(watched(), this::countLeftOut, clock);
    return arrivals.process(sums, Named.as("embeddings"), StoreNames.EMBEDDINGS);
  }

  private void countLeftOut(String app) {
    config
        .driftRules(app)
        .forEach(rule -> meters.count(Metric.EMBEDDINGS_OF_OTHER_LENGTH, rule.name(), app));
  }

  /// All sums of embeddings of an app in; transitions of alerts out, keyed by alert.
  public KStream<String, Alert> alert(KStream<String, EmbeddingPart> sums) {
    EmbeddingGauges gauges = new EmbeddingGauges(meters);
    ProcessorSupplier<String, EmbeddingPart, String, Alert> alerts =
        () -> new EmbeddingAlertProcessor(config, board, gauges, clock);
    return sums.process(
        alerts,
        Named.as("embedding-alert"),
        StoreNames.EMBEDDING_ALERTS,
        StoreNames.EMBEDDING_WINDOWS);
  }
}
