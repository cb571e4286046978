package io.evalstream.async;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// A store without Kafka, for requests that need not outlive their process.
final class HeapStore implements KeyValueStore<String, byte[]> {

  private final String name;
  private final NavigableMap<String, byte[]> entries = new TreeMap<>();

  HeapStore(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    // Nothing is restored.
  }

  @Override
  public void close() {
    entries.clear();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void put(String key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public byte @Nullable [] putIfAbsent(String key, byte[] value) {
    return entries.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<String, byte[]>> added) {
    added.forEach(entry -> entries.put(entry.key, entry.value));
  }

  @Override
  public byte @Nullable [] delete(String key) {
    return entries.remove(key);
  }

  @Override
  public byte @Nullable [] get(String key) {
    return entries.get(key);
  }

  @Override
  public KeyValueIterator<String, byte[]> range(String from, String to) {
    return new Entries(entries.subMap(from, true, to, true).entrySet().iterator());
  }

  @Override
  public KeyValueIterator<String, byte[]> all() {
    return new Entries(entries.entrySet().iterator());
  }

  @Override
  public long approximateNumEntries() {
    return entries.size();
  }

  /// The entries in the order of their keys.
  private record Entries(Iterator<Map.Entry<String, byte[]>> entries)
      implements KeyValueIterator<String, byte[]> {

    @Override
    public void close() {
      // Holds nothing.
    }

    @Override
    public String peekNextKey() {
      throw new UnsupportedOperationException("entries are seen once");
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public KeyValue<String, byte[]> next() {
      Map.Entry<String, byte[]> next = entries.next();
      return new KeyValue<>(next.getKey(), next.getValue());
    }
  }
}
