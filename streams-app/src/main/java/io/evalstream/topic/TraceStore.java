package io.evalstream.topic;

import io.evalstream.async.ChangelogTopic;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.state.TraceIndex;
import io.evalstream.state.TracePart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The parts of the traces in flight. Payload is written once, under a key that begins with its
/// trace id, and all is deleted when the trace is done.
///
/// *How it works:* every part is found by its own key. A small index names the spans, and
/// evaluations are numbered, so nothing is searched for: a scan would have to pass the tombstones
/// of all traces that have ended since the last compaction.
///
/// *Threading:* one instance per processor, on its stream thread; processors of a task share the
/// store below.
public final class TraceStore {

  private static final char SEPARATOR = '\u0000';
  private static final String EVENT = "event";
  private static final String INDEX = "index";
  private static final String SPAN = "span:";
  private static final String EVALUATION = "evaluation:";
  private static final TraceIndex EMPTY = new TraceIndex(List.of(), 0L, 0);

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

  /// Stores a span that is not there yet.
  public void putSpan(TracePart part, RetrievalSpan span) {
    String traceId = span.getTraceId();
    store.put(spanKey(traceId, span.getSpanId()), part);
    TraceIndex before = index(traceId);
    List<String> ids = new ArrayList<>(before.getSpanIds());
    ids.add(span.getSpanId());
    putIndex(
        traceId,
        new TraceIndex(ids, before.getSpanBytes() + TraceSize.of(part), before.getJudgements()));
  }

  /// Notes that the judgements of the trace have been requested, and how many there are.
  public void putRequested(String traceId, int judgements) {
    putIndex(traceId, TraceIndex.newBuilder(index(traceId)).setJudgements(judgements).build());
  }

  /// Keeps an evaluation until the last one of its trace, without what the chat event says as well.
  ///
  /// @param number how many were kept of this trace before
  public void putEvaluation(String traceId, int number, Evaluation evaluation) {
    Evaluation brief =
        Evaluation.newBuilder(evaluation)
            .setTraceId("")
            .setApp("")
            .setModel(null)
            .setPromptVersion(null)
            .setOccurredAt(Instant.EPOCH)
            .setAttributes(Map.of())
            .build();
    store.put(evaluationKey(traceId, number), bare(brief));
  }

  public @Nullable TracePart event(String traceId) {
    return store.get(key(traceId, EVENT));
  }

  public boolean has(RetrievalSpan span) {
    return store.get(spanKey(span.getTraceId(), span.getSpanId())) != null;
  }

  /// What there is of the trace beside its event.
  public TraceIndex index(String traceId) {
    TracePart part = store.get(key(traceId, INDEX));
    return part != null && part.getPart() instanceof TraceIndex index ? index : EMPTY;
  }

  /// The spans as they were stored, in order of arrival.
  public List<TracePart> spanParts(String traceId, TraceIndex index) {
    return index.getSpanIds().stream().map(id -> found(spanKey(traceId, id))).toList();
  }

  /// The retrieval spans of the trace, in order of time.
  public List<RetrievalSpan> spans(String traceId) {
    return spans(traceId, index(traceId));
  }

  public List<RetrievalSpan> spans(String traceId, TraceIndex index) {
    List<RetrievalSpan> spans = new ArrayList<>();
    for (TracePart part : spanParts(traceId, index)) {
      if (part.getPart() instanceof RetrievalSpan span) {
        spans.add(span);
      }
    }
    spans.sort(
        Comparator.comparing(RetrievalSpan::getOccurredAt).thenComparing(RetrievalSpan::getSpanId));
    return spans;
  }

  /// How many evaluations are kept of the trace.
  public int countEvaluations(String traceId) {
    int count = 0;
    while (store.get(evaluationKey(traceId, count)) != null) {
      count++;
    }
    return count;
  }

  /// The first evaluations that were kept of a trace, whole.
  public List<Evaluation> evaluations(ChatEvent event, int count) {
    List<Evaluation> evaluations = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      if (found(evaluationKey(event.getTraceId(), number)).getPart() instanceof Evaluation brief) {
        evaluations.add(whole(brief, event));
      }
    }
    return evaluations;
  }

  private static Evaluation whole(Evaluation brief, ChatEvent event) {
    return Evaluation.newBuilder(brief)
        .setTraceId(event.getTraceId())
        .setApp(event.getApp())
        .setModel(event.getModel())
        .setPromptVersion(event.getPromptVersion())
        .setOccurredAt(event.getOccurredAt())
        .setAttributes(event.getAttributes())
        .build();
  }

  /// Forgets a trace with its event. What is not there is not deleted: that would write to the
  /// changelog.
  ///
  /// @param evaluations how many are kept of it
  public void delete(String traceId, TraceIndex index, int evaluations) {
    for (int number = 0; number < evaluations; number++) {
      store.delete(evaluationKey(traceId, number));
    }
    deleteSpans(traceId, index);
    store.delete(key(traceId, EVENT));
  }

  /// Forgets a trace whose event is not stored.
  public void deleteSpans(String traceId, TraceIndex index) {
    if (!index.getSpanIds().isEmpty() || index.getJudgements() > 0) {
      index.getSpanIds().forEach(id -> store.delete(spanKey(traceId, id)));
      store.delete(key(traceId, INDEX));
    }
  }

  /// Every part in the store, in no order that matters. To be closed.
  public KeyValueIterator<String, TracePart> all() {
    return store.all();
  }

  /// The trace that an entry of [#all] belongs to.
  public static String traceId(KeyValue<String, TracePart> entry) {
    return entry.key.substring(0, entry.key.indexOf(SEPARATOR));
  }

  private void putIndex(String traceId, TraceIndex index) {
    store.put(key(traceId, INDEX), bare(index));
  }

  private TracePart found(String key) {
    TracePart part = store.get(key);
    if (part == null) {
      throw new IllegalStateException(
          StoreNames.TRACES + ": a part that the index names is missing: " + key);
    }
    return part;
  }

  /// A part that did not come from a topic.
  private static TracePart bare(Object part) {
    return new TracePart(part, Map.of(), null, -1, -1L);
  }

  private static String spanKey(String traceId, String spanId) {
    return key(traceId, SPAN + spanId);
  }

  private static String evaluationKey(String traceId, int number) {
    return key(traceId, EVALUATION + number);
  }

  private static String key(String traceId, String part) {
    return traceId + SEPARATOR + part;
  }
}
