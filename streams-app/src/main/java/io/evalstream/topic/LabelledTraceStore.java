package io.evalstream.topic;

import io.evalstream.state.LabelledTrace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// What judge and people say of traces, until it expires.
///
/// *How it works:* a second store has a key for each trace that begins with the time of its expiry,
/// so that what is due is found without a look at anything else. A search begins where the last one
/// ended: before that there are only tombstones.
///
/// *Threading:* one instance per processor, on its stream thread.
public final class LabelledTraceStore {

  private static final char SEPARATOR = '\u0000';
  private static final byte[] NOTHING = {};

  private final KeyValueStore<String, LabelledTrace> traces;
  private final KeyValueStore<String, byte[]> expiries;
  private Instant searched = Instant.EPOCH;

  public LabelledTraceStore(
      KeyValueStore<String, LabelledTrace> traces, KeyValueStore<String, byte[]> expiries) {
    this.traces = traces;
    this.expiries = expiries;
  }

  public static List<StoreBuilder<?>> builders() {
    return List.of(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(StoreNames.LABELLED_TRACES),
            Serdes.String(),
            new StateSerde<>(LabelledTrace.class)),
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(StoreNames.LABEL_EXPIRIES),
            Serdes.String(),
            Serdes.ByteArray()));
  }

  public @Nullable LabelledTrace get(String traceId) {
    return traces.get(traceId);
  }

  /// Stores a trace, and when it expires.
  ///
  /// @param before what was stored; null for nothing
  public void put(String traceId, @Nullable LabelledTrace before, LabelledTrace trace) {
    traces.put(traceId, trace);
    if (before != null && before.getExpiresAt().equals(trace.getExpiresAt())) {
      return;
    }
    if (before != null) {
      expiries.delete(key(before.getExpiresAt(), traceId));
    }
    expiries.put(key(trace.getExpiresAt(), traceId), NOTHING);
    if (trace.getExpiresAt().isBefore(searched)) {
      searched = trace.getExpiresAt();
    }
  }

  public void delete(String traceId, LabelledTrace trace) {
    traces.delete(traceId);
    expiries.delete(key(trace.getExpiresAt(), traceId));
  }

  /// Ids of traces that have expired, the oldest first.
  public List<String> due(Instant now, int most) {
    List<String> due = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> found =
        expiries.range(prefix(searched), prefix(now.plusMillis(1)))) {
      while (found.hasNext() && due.size() < most) {
        String key = found.next().key;
        due.add(key.substring(key.indexOf(SEPARATOR) + 1));
      }
    }
    if (due.size() < most) {
      searched = now;
    }
    return due;
  }

  public boolean isEmpty() {
    try (KeyValueIterator<String, byte[]> found = expiries.range(prefix(searched), null)) {
      return !found.hasNext();
    }
  }

  private static String key(Instant expiresAt, String traceId) {
    return prefix(expiresAt) + SEPARATOR + traceId;
  }

  /// The order of such texts is the order of time.
  private static String prefix(Instant time) {
    return "%013d".formatted(time.toEpochMilli());
  }
}
