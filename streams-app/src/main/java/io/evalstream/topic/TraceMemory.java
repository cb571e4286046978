package io.evalstream.topic;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/// The ids of traces that have come, for a time, so that what comes of them again or late is
/// recognised. With each there is a mark.
///
/// *Threading:* one instance per processor, on its stream thread.
public final class TraceMemory {

  // The clock of a former owner of the task may have run ahead of ours.
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  private final WindowStore<String, byte[]> store;
  private final Duration remember;

  /// @param remember how long a trace is remembered
  public TraceMemory(WindowStore<String, byte[]> store, Duration remember) {
    this.store = store;
    this.remember = remember;
  }

  public static StoreBuilder<WindowStore<String, byte[]>> builder(String name, Duration remember) {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(name, remember, remember, false),
        Serdes.String(),
        Serdes.ByteArray());
  }

  /// @param now epoch milliseconds
  public void put(String traceId, byte[] mark, long now) {
    store.put(traceId, mark, now);
  }

  /// The mark of a trace; null when it is not remembered.
  ///
  /// @param now epoch milliseconds
  public byte @Nullable [] mark(String traceId, long now) {
    try (WindowStoreIterator<byte[]> found =
        store.fetch(traceId, now - remember.toMillis(), now + CLOCK_SKEW.toMillis())) {
      return found.hasNext() ? found.next().value : null;
    }
  }
}
