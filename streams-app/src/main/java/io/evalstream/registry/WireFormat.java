package io.evalstream.registry;

import io.evalstream.registry.WireFormatException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Avro binary with a mark of its schema, as Confluent's serializers frame it.
///
/// Three forms are read: byte 0 and a 4-byte id before the payload; byte 1 and a 16-byte GUID
/// before the payload; the same mark in a record header and the payload alone. The first is
/// written, and with a GUID the last.
public final class WireFormat {

  /// The record header of a value that names its schema there.
  public static final String VALUE_HEADER = "__value_schema_id";

  /// The same for keys.
  public static final String KEY_HEADER = "__key_schema_id";

  static final int PREFIX_BYTES = 5;
  private static final int GUID_BYTES = 17;

  private static final byte BY_ID = 0;
  private static final byte BY_GUID = 1;

  /// A record taken apart.
  ///
  /// @param schema what it was written with
  /// @param payload Avro binary
  record Framed(SchemaRef schema, ByteBuffer payload) {}

  private WireFormat() {}

  /// @param header null when the record has none
  static Framed parse(byte[] value, byte @Nullable [] header) {
    ByteBuffer payload = ByteBuffer.wrap(value);
    if (header == null) {
      SchemaRef schema = schema(payload, "the value");
      return new Framed(schema, payload);
    }
    ByteBuffer mark = ByteBuffer.wrap(header);
    SchemaRef schema = schema(mark, "the header with the schema");
    if (mark.hasRemaining()) {
      throw notAvro("the header with the schema is too long: " + header.length + " bytes");
    }
    return new Framed(schema, payload);
  }

  static void writePrefix(int id, ByteArrayOutputStream out) {
    out.writeBytes(ByteBuffer.allocate(PREFIX_BYTES).put(BY_ID).putInt(id).array());
  }

  /// What a header says of a schema.
  static byte[] mark(UUID guid) {
    return ByteBuffer.allocate(GUID_BYTES)
        .put(BY_GUID)
        .putLong(guid.getMostSignificantBits())
        .putLong(guid.getLeastSignificantBits())
        .array();
  }

  private static SchemaRef schema(ByteBuffer bytes, String what) {
    int length = bytes.remaining();
    byte magic = length == 0 ? -1 : bytes.get();
    if (magic == BY_ID && bytes.remaining() >= Integer.BYTES) {
      return new SchemaRef.Id(bytes.getInt());
    }
    if (magic == BY_GUID && bytes.remaining() >= 2 * Long.BYTES) {
      return new SchemaRef.Guid(new UUID(bytes.getLong(), bytes.getLong()));
    }
    String start = length == 0 ? "is empty" : "begins with byte " + magic;
    throw notAvro(
        "%s (%d bytes) %s, not with the mark of a registered schema: was it written by a serializer"
                .formatted(what, length, start)
            + " with a schema registry?");
  }

  private static WireFormatException notAvro(String message) {
    return new WireFormatException(Reason.NOT_AVRO, message, null);
  }
}
