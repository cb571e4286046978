package io.evalstream.registry;

import io.evalstream.registry.WireFormat.Framed;
import io.evalstream.registry.WireFormatException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/// Avro's binary encoding, with the many ways in which reading fails turned into one.
final class AvroBinary {

  private AvroBinary() {}

  static <T> void write(T value, DatumWriter<T> writer, ByteArrayOutputStream out) {
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      writer.write(value, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
  }

  /// @throws WireFormatException when the payload is not what the reader reads, to its last byte
  static <T> T read(Framed framed, DatumReader<T> reader) {
    ByteBuffer payload = framed.payload();
    int start = payload.arrayOffset() + payload.position();
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(payload.array(), start, payload.remaining(), null);
    T value;
    boolean complete;
    try {
      value = reader.read(null, decoder);
      complete = decoder.isEnd();
    } catch (IOException | RuntimeException failure) {
      throw undecodable(framed, failure.toString(), failure);
    }
    if (!complete) {
      throw undecodable(framed, "bytes are left over", null);
    }
    return value;
  }

  private static WireFormatException undecodable(
      Framed framed, String why, @Nullable Throwable cause) {
    return new WireFormatException(
        Reason.UNDECODABLE,
        "%d bytes do not match their schema %s: %s"
            .formatted(framed.payload().remaining(), framed.schema(), why),
        cause);
  }
}
