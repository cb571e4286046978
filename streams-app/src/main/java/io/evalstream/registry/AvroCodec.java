package io.evalstream.registry;

import io.evalstream.registry.RegistryException.Reason;
import io.evalstream.registry.WireFormat.Framed;
import io.evalstream.topic.TrustedRecords;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Generated records to bytes in the wire format and back. Safe for use by many threads.
///
/// The first record of a schema asks the registry; the others use what it answered, as long as it
/// counts.
final class AvroCodec {

  static {
    TrustedRecords.trust();
  }

  /// A record as it goes out.
  ///
  /// @param header what the record header says of the schema; null: the value begins with it
  @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
  record Written(byte[] value, byte @Nullable [] header) {}

  /// Which schema is written for records of which.
  private record Pair(Registered target, Schema own) {}

  private final RegistryClient registry;
  private final SchemaUse use;
  private final boolean isKey;
  private final SpecificData classes = new SpecificData(AvroCodec.class.getClassLoader());
  private final Map<Pair, RecordWriter> writers = new ConcurrentHashMap<>();
  private final Map<SchemaRef, DatumReader<SpecificRecord>> readers = new ConcurrentHashMap<>();

  AvroCodec(RegistryClient registry, SchemaUse use, boolean isKey) {
    this.registry = registry;
    this.use = use;
    this.isKey = isKey;
  }

  /// A record whose schema may be named in a header, where the configuration says so.
  Written write(String topic, SpecificRecord value) {
    Registered target = target(topic, value.getSchema());
    if (use.place() == IdPlace.PREFIX) {
      return new Written(writer(target, value).write(value, true), null);
    }
    if (target.guid() == null) {
      throw new RegistryException(
          Reason.REFUSED,
          0,
          0,
          "the schema registry gives no GUID for id %d, and a header needs one: use Confluent Platform 8.0 or newer, or the default schema.id.serializer"
              .formatted(target.id()));
    }
    return new Written(writer(target, value).write(value, false), WireFormat.mark(target.guid()));
  }

  /// A record for a place without headers: the value begins with the id of its schema.
  byte[] writeWithoutHeader(String topic, SpecificRecord value) {
    return writer(target(topic, value.getSchema()), value).write(value, true);
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

  private Registered target(String topic, Schema own) {
    return switch (use.choice()) {
      case SchemaChoice.Own(boolean register) ->
          register
              ? registry.register(subject(topic, own), own)
              : registry.lookup(subject(topic, own), own);
      case SchemaChoice.Latest _ -> registry.latest(subject(topic, own));
      case SchemaChoice.Fixed(int id, _) -> registry.schema(new SchemaRef.Id(id));
    };
  }

  private String subject(String topic, Schema own) {
    return registry.subject(use.subjects(), topic, isKey, own);
  }

  private RecordWriter writer(Registered target, SpecificRecord value) {
    Pair pair = new Pair(target, value.getSchema());
    RecordWriter writer = writers.get(pair);
    if (writer == null) {
      writer = RecordWriter.of(target, pair.own(), use.choice().strict());
      writers.put(pair, writer);
    }
    return writer;
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
