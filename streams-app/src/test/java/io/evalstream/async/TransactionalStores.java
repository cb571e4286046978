package io.evalstream.async;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// The stores of a task that come back from a crash as of the last commit.
final class TransactionalStores {

  private final KeyValueStore<String, byte[]> pending = store("pending");
  private final KeyValueStore<String, byte[]> tries = store("tries");
  private Map<String, byte[]> committedPending = Map.of();
  private Map<String, byte[]> committedTries = Map.of();

  private static KeyValueStore<String, byte[]> store(String name) {
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<>(new Properties()).getStateStoreContext(), store);
    return store;
  }

  RequestStore<String, String> requests() {
    return new RequestStore<>(pending, tries, Serdes.String(), Serdes.String());
  }

  void commit() {
    committedPending = all(pending);
    committedTries = all(tries);
  }

  void abort() {
    restore(pending, committedPending);
    restore(tries, committedTries);
  }

  boolean areEmpty() {
    return all(pending).isEmpty() && all(tries).isEmpty();
  }

  private static Map<String, byte[]> all(KeyValueStore<String, byte[]> store) {
    Map<String, byte[]> entries = new HashMap<>();
    try (KeyValueIterator<String, byte[]> found = store.all()) {
      found.forEachRemaining(entry -> entries.put(entry.key, entry.value));
    }
    return entries;
  }

  private static void restore(KeyValueStore<String, byte[]> store, Map<String, byte[]> committed) {
    all(store).keySet().forEach(store::delete);
    List<KeyValue<String, byte[]>> entries = new ArrayList<>();
    committed.forEach((key, value) -> entries.add(KeyValue.pair(key, value)));
    store.putAll(entries);
  }
}
