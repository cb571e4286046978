package io.evalstream.console.archive;

import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.topic.TrustedRecords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/// Records as bytes: Avro without its schema, which the identity of the file stands for, and
/// deflated where it is worth it.
///
/// *Threading:* safe for all threads.
record Packed<T extends SpecificRecordBase>(Schema schema, SpecificData data, boolean deflated) {

  static final Packed<JudgedTrace> TRACE = of(JudgedTrace.class, true);
  static final Packed<EvalRate> RATE = of(EvalRate.class, false);
  static final Packed<Alert> ALERT = of(Alert.class, false);
  static final Packed<Feedback> FEEDBACK = of(Feedback.class, false);

  private static <T extends SpecificRecordBase> Packed<T> of(Class<T> type, boolean deflated) {
    TrustedRecords.trust();
    SpecificData data = SpecificData.getForClass(type);
    return new Packed<>(data.getSchema(type), data, deflated);
  }

  /// Of the schemas of all records: bytes of others cannot be read.
  static String fingerprint() {
    CRC32 check = new CRC32();
    List.of(TRACE, RATE, ALERT, FEEDBACK)
        .forEach(
            packed ->
                check.update(
                    packed.schema.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return Long.toHexString(check.getValue());
  }

  byte[] pack(T record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try {
      if (deflated) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
          encode(record, EncoderFactory.get().binaryEncoder(out, null));
        } finally {
          deflater.end();
        }
      } else {
        encode(record, EncoderFactory.get().binaryEncoder(bytes, null));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void encode(T record, BinaryEncoder encoder) throws IOException {
    new SpecificDatumWriter<T>(schema, data).write(record, encoder);
    encoder.flush();
  }

  T unpack(byte[] bytes) {
    SpecificDatumReader<T> reader = new SpecificDatumReader<>(schema, schema, data);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      return deflated
          ? reader.read(null, DecoderFactory.get().binaryDecoder(new InflaterInputStream(in), null))
          : reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
