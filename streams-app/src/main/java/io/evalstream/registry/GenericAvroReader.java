package io.evalstream.registry;

import io.evalstream.registry.WireFormat.Framed;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/// Reads records of any type by the schema that they were written with.
///
/// *When to use:* to show what is on a topic. Stages read generated records, with
/// [RegistryAvroSerde]. Safe for use by many threads.
public final class GenericAvroReader {

  private final RegistryClient registry;

  public GenericAvroReader(RegistryClient registry) {
    this.registry = registry;
  }

  /// @param schemaHeader the record header [WireFormat#VALUE_HEADER] or [WireFormat#KEY_HEADER];
  ///   null when the record has none
  /// @throws WireFormatException when the bytes cannot be read, now or later
  /// @throws RegistryException when the registry does not answer
  public GenericRecord read(byte[] value, byte @Nullable [] schemaHeader) {
    Framed framed = WireFormat.parse(value, schemaHeader);
    Schema schema = registry.writerSchema(framed.schema());
    if (schema.getType() != Schema.Type.RECORD) {
      throw new WireFormatException(
          WireFormatException.Reason.UNDECODABLE, "the schema is not a record: " + schema, null);
    }
    return AvroBinary.read(framed, new GenericDatumReader<GenericRecord>(schema));
  }
}
