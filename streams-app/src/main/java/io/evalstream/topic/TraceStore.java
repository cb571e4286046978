package io.evalstream.topic;

import io.evalstream.async.ChangelogTopic;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.state.TracePart;
import io.evalstream.state.TraceReady;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The parts of the traces in flight. Each part is written once, under a key that begins with its
/// trace id, and all are deleted when the trace is done: payload costs one write.
///
/// *Threading:* one instance per processor, on its stream thread; processors of a task share the
/// store below.
public final class TraceStore {

  private static final char SEPARATOR = '\u0000';
  private static final String EVENT = "event";
  private static final String SPAN = "span:";
  private static final String READY = "ready";
  private static final String EVALUATION = "evaluation:";

  private final KeyValueStore<String, TracePart> store;

  public TraceStore(KeyValueStore<String, TracePart> store) {
    this.store = store;
  }

  public static StoreBuilder<KeyValueStore<String, TracePart>> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(StoreNames.TRACES),
            Serdes.String(),
            new StateSerde<>(TracePart.class))
        .withLoggingEnabled(ChangelogTopic.CONFIG);
  }

  public void putEvent(TracePart part, ChatEvent event) {
    store.put(key(event.getTraceId(), EVENT), part);
  }

  public void putSpan(TracePart part, RetrievalSpan span) {
    store.put(key(span.getTraceId(), SPAN + span.getSpanId()), part);
  }

  public void putReady(String traceId, TracePart part) {
    store.put(key(traceId, READY), part);
  }

  public void putEvaluation(TracePart part, Evaluation evaluation) {
    store.put(key(evaluation.getTraceId(), EVALUATION + evaluation.getEvaluationId()), part);
  }

  public @Nullable TracePart event(String traceId) {
    return store.get(key(traceId, EVENT));
  }

  public boolean has(RetrievalSpan span) {
    return store.get(key(span.getTraceId(), SPAN + span.getSpanId())) != null;
  }

  public @Nullable TraceReady ready(String traceId) {
    TracePart part = store.get(key(traceId, READY));
    return part != null && part.getPart() instanceof TraceReady ready ? ready : null;
  }

  /// Every part of the trace.
  public List<TracePart> parts(String traceId) {
    List<TracePart> parts = new ArrayList<>();
    try (KeyValueIterator<String, TracePart> found = scan(traceId)) {
      found.forEachRemaining(entry -> parts.add(entry.value));
    }
    return parts;
  }

  /// The retrieval spans of the trace, in order of time.
  public List<RetrievalSpan> spans(String traceId) {
    List<RetrievalSpan> spans = new ArrayList<>();
    try (KeyValueIterator<String, TracePart> found =
        store.prefixScan(key(traceId, SPAN), new StringSerializer())) {
      while (found.hasNext()) {
        if (found.next().value.getPart() instanceof RetrievalSpan span) {
          spans.add(span);
        }
      }
    }
    spans.sort(
        java.util.Comparator.comparing(RetrievalSpan::getOccurredAt)
            .thenComparing(RetrievalSpan::getSpanId));
    return spans;
  }

  /// Forgets the trace.
  public void delete(String traceId) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, TracePart> found = scan(traceId)) {
      found.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(store::delete);
  }

  /// Every part in the store, in no order that matters. To be closed.
  public KeyValueIterator<String, TracePart> all() {
    return store.all();
  }

  /// The trace that an entry of [#all] belongs to.
  public static String traceId(KeyValue<String, TracePart> entry) {
    return entry.key.substring(0, entry.key.indexOf(SEPARATOR));
  }

  private KeyValueIterator<String, TracePart> scan(String traceId) {
    return store.prefixScan(key(traceId, ""), new StringSerializer());
  }

  private static String key(String traceId, String part) {
    return traceId + SEPARATOR + part;
  }
}
