package io.evalstream.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/// Writes records of one schema under one id. Safe for use by many threads.
///
/// When the id is that of another version, a record is first written by its own schema, then read
/// and written again by the other: fields that only one of them has are dropped or defaulted.
final class RecordWriter {

  private static final int EXPECTED_BYTES = 512;

  private final Registered target;
  private final Schema own;
  private final boolean projects;
  private final DatumWriter<SpecificRecord> writer;

  /// @param target whose id is written
  /// @param own of the records that come
  /// @param projects whether the two encode records differently
  RecordWriter(Registered target, Schema own, boolean projects) {
    this.target = target;
    this.own = own;
    this.projects = projects;
    this.writer = new SpecificDatumWriter<>(own);
  }

  byte[] write(SpecificRecord value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(EXPECTED_BYTES);
    WireFormat.writePrefix(target.id(), out);
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
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory failed", impossible);
    }
  }
}
