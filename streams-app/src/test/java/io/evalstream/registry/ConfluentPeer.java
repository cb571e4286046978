package io.evalstream.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/// An application with Confluent's own client of the registry, which knows none of our classes: the
/// schemas are texts, the records are generic, and its bytes are a 0, the id and Avro binary.
public final class ConfluentPeer implements AutoCloseable {

  private static final int SCHEMAS = 100;

  private final CachedSchemaRegistryClient client;

  public ConfluentPeer(String registryUrl) {
    client = new CachedSchemaRegistryClient(registryUrl, SCHEMAS);
  }

  CachedSchemaRegistryClient client() {
    return client;
  }

  public int register(String subject, Schema schema) throws IOException, RestClientException {
    return client.register(subject, theirs(schema));
  }

  /// A schema as the people of the other application have it, from its source file.
  static AvroSchema theirs(Schema schema) {
    return new AvroSchema(SchemaText.of(schema));
  }

  public Schema byId(int id) throws IOException, RestClientException {
    return new Schema.Parser().parse(client.getSchemaById(id).canonicalString());
  }

  /// A record in the wire format, whose schema it registers.
  public byte[] write(String subject, GenericRecord value) throws Exception {
    int id = register(subject, value.getSchema());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<>(value.getSchema()).write(value, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  /// A record that somebody else wrote in the wire format.
  public GenericRecord read(byte[] value) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    if (bytes.get() != 0) {
      throw new IllegalArgumentException("does not begin with 0");
    }
    Schema schema = byId(bytes.getInt());
    return new GenericDatumReader<GenericRecord>(schema)
        .read(
            null,
            DecoderFactory.get().binaryDecoder(value, bytes.position(), bytes.remaining(), null));
  }

  /// A record of ours as that application would have made it.
  public static GenericRecord generic(SpecificRecord value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AvroBinary.write(value, new SpecificDatumWriter<>(value.getSchema()), bytes);
    Schema schema = new Schema.Parser().parse(SchemaText.of(value.getSchema()));
    return new GenericDatumReader<GenericRecord>(schema)
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }

  /// The other way round.
  static SpecificRecord specific(GenericRecord value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AvroBinary.write(value, new GenericDatumWriter<>(value.getSchema()), bytes);
    Class<?> type = Class.forName(value.getSchema().getFullName());
    SpecificData data = SpecificData.getForClass(type);
    return new SpecificDatumReader<SpecificRecord>(value.getSchema(), data.getSchema(type), data)
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
