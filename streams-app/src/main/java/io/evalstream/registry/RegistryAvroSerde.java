package io.evalstream.registry;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Generated Avro records in the wire format of Confluent's Schema Registry.
///
/// *When to use:* by class name, where Kafka asks for a serde, a serializer or a deserializer; it
/// is all three. docs/registry.md lists its keys. In code, give it a client to share.
///
/// *How it works:* it writes a 0 byte, the id of the schema and Avro binary; or Avro binary alone
/// with the GUID of the schema in a header, where the configuration says so and the caller gives
/// headers. It reads both, and the form with a GUID before the value. What was written by another
/// version of a schema is read as the version that this application was built with.
///
/// Reading throws [WireFormatException] for a record that can never be read, and
/// [RegistryException] when the registry does not answer, which is no fault of the record. Without
/// `specific.avro.value.type` a record of another type than `T` is returned as it is: check before
/// casting. Safe for use by many threads once configured.
public final class RegistryAvroSerde<T extends SpecificRecord>
    implements Serde<T>, Serializer<T>, Deserializer<T> {

  private final @Nullable RegistryClient shared;
  private @Nullable RegistryClient owned;
  private @Nullable AvroCodec codec;
  private String header = WireFormat.VALUE_HEADER;

  /// To be configured before use; opens a client of its own.
  public RegistryAvroSerde() {
    this.shared = null;
  }

  /// For values, with the schemas as the client's configuration says. The client stays open.
  public RegistryAvroSerde(RegistryClient client) {
    this.shared = client;
    this.codec = new AvroCodec(client, client.config().use(), false);
  }

  /// For values of one type; any other type that does not fit it cannot be read.
  public RegistryAvroSerde(RegistryClient client, Class<T> type) {
    this.shared = client;
    this.codec = new AvroCodec(client, client.config().use().reading(type), false);
  }

  /// With a shared client only the use of schemas is taken from the properties.
  @Override
  public void configure(Map<String, ?> properties, boolean isKey) {
    RegistryConfig config = RegistryConfig.from(properties, isKey);
    close();
    RegistryClient client = shared;
    if (client == null) {
      client = new RegistryClient(config);
      owned = client;
    }
    codec = new AvroCodec(client, config.use(), isKey);
    header = isKey ? WireFormat.KEY_HEADER : WireFormat.VALUE_HEADER;
  }

  @Override
  public Serializer<T> serializer() {
    return this;
  }

  @Override
  public Deserializer<T> deserializer() {
    return this;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    return value == null ? null : codec().writeWithoutHeader(topic, value);
  }

  /// Leaves no header of another schema: a record that is passed on still has those of its source.
  @Override
  public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T value) {
    headers.remove(header);
    if (value == null) {
      return null;
    }
    AvroCodec.Written written = codec().write(topic, value);
    if (written.header() != null) {
      headers.add(header, written.header());
    }
    return written.value();
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    return deserialize(topic, new RecordHeaders(), bytes);
  }

  @Override
  @SuppressWarnings("unchecked") // As documented: T is what the topic is trusted to hold.
  public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    Header schema = headers.lastHeader(header);
    return (T) codec().read(bytes, schema == null ? null : schema.value());
  }

  private AvroCodec codec() {
    if (codec == null) {
      throw new IllegalStateException("configure() comes before the first record");
    }
    return codec;
  }

  @Override
  public void close() {
    if (owned != null) {
      owned.close();
      owned = null;
    }
  }
}
