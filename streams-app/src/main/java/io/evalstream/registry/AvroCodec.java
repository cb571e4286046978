package io.evalstream.registry;

import io.evalstream.registry.RegistryException.Reason;
import io.evalstream.registry.WireFormat.Framed;
import io.evalstream.topic.TrustedRecords;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Generated records to bytes in the wire format and back. Safe for use by many threads.
///
/// The first record of a schema asks the registry; the others use what it answered.
final class AvroCodec {

  static {
    TrustedRecords.trust();
  }

  private record Target(String subject, Schema schema) {}

  private final RegistryClient registry;
  private final SchemaUse use;
  private final boolean isKey;
  private final SpecificData classes = new SpecificData(AvroCodec.class.getClassLoader());
  private final Map<Target, RecordWriter> writers = new ConcurrentHashMap<>();
  private final Map<SchemaRef, DatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();

  AvroCodec(RegistryClient registry, SchemaUse use, boolean isKey) {
    this.registry = registry;
    this.use = use;
    this.isKey = isKey;
  }

  byte[] write(String topic, SpecificRecord value) {
    Schema schema = value.getSchema();
    Target target = new Target(use.subjects().subject(topic, isKey, schema), schema);
    RecordWriter writer = writers.get(target);
    if (writer == null) {
      writer = writer(target);
      writers.put(target, writer);
    }
    return writer.write(value);
  }

  SpecificRecord read(byte[] value, byte @Nullable [] header) {
    Framed framed = WireFormat.parse(value, header);
    DatumReader<SpecificRecord> reader = readers.get(framed.schema());
    if (reader == null) {
      reader = reader(registry.writerSchema(framed.schema()));
      readers.put(framed.schema(), reader);
    }
    return AvroBinary.read(framed, reader);
  }

  private RecordWriter writer(Target target) {
    if (use.useLatest() && !use.autoRegister()) {
      return latestWriter(target);
    }
    int id =
        use.autoRegister()
            ? registry.register(target.subject(), target.schema())
            : registry.lookup(target.subject(), target.schema());
    return new RecordWriter(new Registered(id, target.schema()), target.schema(), false);
  }

  private RecordWriter latestWriter(Target target) {
    Registered latest = registry.latest(target.subject());
    SchemaCompatibilityType fits =
        SchemaCompatibility.checkReaderWriterCompatibility(latest.schema(), target.schema())
            .getType();
    if (fits != SchemaCompatibilityType.COMPATIBLE) {
      throw new RegistryException(
          Reason.REFUSED,
          0,
          0,
          "the latest version of subject %s (id %d) cannot read what %s writes; set use.latest.version=false"
              .formatted(target.subject(), latest.id(), target.schema().getFullName()));
    }
    return new RecordWriter(latest, target.schema(), !sameEncoding(latest, target.schema()));
  }

  private static boolean sameEncoding(Registered latest, Schema schema) {
    return SchemaNormalization.toParsingForm(latest.schema())
        .equals(SchemaNormalization.toParsingForm(schema));
  }

  private DatumReader<SpecificRecord> reader(Schema writer) {
    Class<? extends SpecificRecord> type = use.type() == null ? typeOf(writer) : use.type();
    SpecificData data = SpecificData.getForClass(type);
    return new SpecificDatumReader<>(writer, data.getSchema(type), data);
  }

  private Class<? extends SpecificRecord> typeOf(Schema writer) {
    try {
      Class<?> type = writer.getType() == Schema.Type.RECORD ? classes.getClass(writer) : null;
      if (type != null) {
        return type.asSubclass(SpecificRecord.class);
      }
    } catch (SecurityException | ClassCastException notOurs) {
      // Told below: the name is in the data, so it may be that of any class.
    }
    throw new WireFormatException(
        WireFormatException.Reason.UNDECODABLE,
        "%s is not a record that this application reads".formatted(writer.getFullName()),
        null);
  }
}
