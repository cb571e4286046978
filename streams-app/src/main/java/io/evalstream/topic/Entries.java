package io.evalstream.topic;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The entries of a small store, read to the end: it can be written while they are gone through.
public final class Entries {

  private Entries() {}

  public static <V> List<KeyValue<String, V>> of(KeyValueStore<String, V> store) {
    return drained(store.all());
  }

  public static <V> List<KeyValue<String, V>> of(KeyValueStore<String, V> store, String prefix) {
    return drained(store.prefixScan(prefix, new StringSerializer()));
  }

  private static <V> List<KeyValue<String, V>> drained(KeyValueIterator<String, V> iterator) {
    List<KeyValue<String, V>> entries = new ArrayList<>();
    try (iterator) {
      iterator.forEachRemaining(entries::add);
    }
    return entries;
  }
}
