package io.evalstream.registry;

import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// A serde over Confluent's own client, as an operator would name it in the configuration.
public final class ConfluentPeerSerde implements Serde<SpecificRecord> {

  private @Nullable ConfluentPeer peer;

  @Override
  public void configure(Map<String, ?> properties, boolean isKey) {
    peer = new ConfluentPeer(String.valueOf(properties.get("schema.registry.url")));
  }

  @Override
  public Serializer<SpecificRecord> serializer() {
    return (topic, value) -> value == null ? null : write(topic, value);
  }

  private byte[] write(String topic, SpecificRecord value) {
    try {
      return peer().write(topic + "-value", ConfluentPeer.generic(value));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Deserializer<SpecificRecord> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private SpecificRecord read(byte[] bytes) {
    try {
      return ConfluentPeer.specific(peer().read(bytes));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private ConfluentPeer peer() {
    return Objects.requireNonNull(peer, "not configured");
  }
}
