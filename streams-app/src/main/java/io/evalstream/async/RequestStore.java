package io.evalstream.async;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The requests of one task as they lie in its stores. What is pending is written once and deleted
/// once; what is remembered of attempts lies apart, so that a retry does not write the request
/// again.
///
/// *Threading:* the stream thread only.
///
/// @param <K> key of the records
/// @param <P> the request
record RequestStore<K, P>(
    KeyValueStore<String, byte[]> pending,
    KeyValueStore<String, byte[]> tries,
    Serde<K> keySerde,
    Serde<P> requestSerde) {

  /// Sees each pending request.
  interface Visitor<K, P> {
    void visit(String id, K key, P request, Pending pending, Tries before);
  }

  void add(String id, long admittedAt, Record<K, P> record) {
    byte[] key = keySerde.serializer().serialize(null, record.key());
    byte[] request = requestSerde.serializer().serialize(null, record.value());
    pending.put(id, new Pending(admittedAt, record.timestamp(), key, request).toBytes());
  }

  Pending get(String id) {
    byte[] bytes = pending.get(id);
    if (bytes == null) {
      throw new IllegalStateException(
          pending.name() + ": request " + id + " is in the table but not in the store");
    }
    return Pending.fromBytes(bytes);
  }

  K key(Pending pending) {
    return keySerde.deserializer().deserialize(null, pending.key());
  }

  P request(Pending pending) {
    return requestSerde.deserializer().deserialize(null, pending.request());
  }

  Tries tries(String id) {
    byte[] bytes = tries.get(id);
    return bytes == null ? Tries.NONE : Tries.fromBytes(bytes);
  }

  void remember(String id, Tries made) {
    tries.put(id, made.toBytes());
  }

  /// @param remembered whether anything is remembered of its attempts
  void delete(String id, boolean remembered) {
    pending.delete(id);
    if (remembered) {
      tries.delete(id);
    }
  }

  void forEach(Visitor<K, P> visitor) {
    try (KeyValueIterator<String, byte[]> all = pending.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> next = all.next();
        Pending found = Pending.fromBytes(next.value);
        visitor.visit(next.key, key(found), request(found), found, tries(next.key));
      }
    }
  }
}
