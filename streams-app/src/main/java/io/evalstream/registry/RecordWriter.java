package io.evalstream.registry;

import io.evalstream.registry.RegistryException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/// Writes records of one schema as a registered one. Safe for use by many threads.
///
/// When that is another version, a record is first written by its own schema, then read and written
/// again by the other: fields that only one of them has are dropped or defaulted.
final class RecordWriter {

  private static final int EXPECTED_BYTES = 512;

  private final Registered target;
  private final Schema own;
  private final boolean projects;
  private final DatumWriter<SpecificRecord> writer;

  private RecordWriter(Registered target, Schema own) {
    this.target = target;
    this.own = own;
    this.projects = !sameEncoding(target.schema(), own);
    this.writer = new SpecificDatumWriter<>(own);
  }

  /// @param target what is written
  /// @param own of the records that come
  /// @param strict whether the one has to be able to read all that the other writes
  /// @throws RegistryException when it has to and is not
  static RecordWriter of(Registered target, Schema own, boolean strict) {
    if (strict && !reads(target.schema(), own)) {
      throw refused(target, own, "cannot read all that %s writes".formatted(own.getFullName()));
    }
    return new RecordWriter(target, own);
  }

  private static boolean reads(Schema target, Schema own) {
    return SchemaCompatibility.checkReaderWriterCompatibility(target, own).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }

  private static boolean sameEncoding(Schema target, Schema own) {
    return target.equals(own)
        || SchemaNormalization.toParsingForm(target).equals(SchemaNormalization.toParsingForm(own));
  }

  /// @param prefix whether the id of the schema comes first
  byte[] write(SpecificRecord value, boolean prefix) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(EXPECTED_BYTES);
    if (prefix) {
      WireFormat.writePrefix(target.id(), out);
    }
    if (projects) {
      project(value, out);
    } else {
      AvroBinary.write(value, writer, out);
    }
    return out.toByteArray();
  }

  private void project(SpecificRecord value, ByteArrayOutputStream out) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(EXPECTED_BYTES);
    AvroBinary.write(value, writer, plain);
    try {
      Object read =
          new GenericDatumReader<>(own, target.schema())
              .read(null, DecoderFactory.get().binaryDecoder(plain.toByteArray(), null));
      AvroBinary.write(read, new GenericDatumWriter<>(target.schema()), out);
    } catch (AvroRuntimeException unfit) {
      throw refused(target, own, "cannot hold this record (" + unfit.getMessage() + ")");
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory failed", impossible);
    }
  }

  private static RegistryException refused(Registered target, Schema own, String why) {
    return new RegistryException(
        Reason.REFUSED,
        0,
        0,
        "the schema with id %d, which use.latest.version or use.schema.id chose for %s, %s; register a version that does, or write the own schema: set both to their defaults"
            .formatted(target.id(), own.getFullName(), why));
  }
}
