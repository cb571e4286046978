package io.evalstream.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// Reads the value of an input record, whether it is Avro in Confluent's wire format or JSON.
public final class EventDecoder {

  /// The one header of a record that reading it needs.
  public static final String SCHEMA_ID_HEADER = "__value_schema_id";

  private final ObjectMapper json =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private final Deserializer<? extends SpecificRecord> avro;
  private final ValueFormat format;
  private final int maxRecordBytes;

  public EventDecoder(
      Deserializer<? extends SpecificRecord> avro, ValueFormat format, int maxRecordBytes) {
    this.avro = avro;
    this.format = format;
    this.maxRecordBytes = maxRecordBytes;
  }

  /// @param timestamp of the record: the time of a JSON event that names none
  /// @throws UndecodableException when the bytes are not a `T`
  public <T extends SpecificRecord> T decode(
      String topic, Headers headers, byte @Nullable [] value, long timestamp, Class<T> type) {
    byte[] bytes = bytes(value, maxRecordBytes, "ingest.max_record_bytes");
    return read(topic, headers, bytes, timestamp, type);
  }

  /// The value of a record, which must be there and not too large.
  ///
  /// @param key of the configuration that says how large it may be
  /// @throws UndecodableException when it is not
  public static byte[] bytes(byte @Nullable [] value, int most, String key) {
    if (value == null || value.length == 0) {
      throw new UndecodableException("empty", "the record has no value");
    }
    if (value.length > most) {
      throw new UndecodableException(
          "too_large",
          "the record must have at most %d bytes (%s), was %d".formatted(most, key, value.length));
    }
    return value;
  }

  private <T extends SpecificRecord> T read(
      String topic, Headers headers, byte[] value, long timestamp, Class<T> type) {
    boolean asJson =
        switch (format) {
          case AVRO -> false;
          case JSON -> true;
          case AUTO -> headers.lastHeader(SCHEMA_ID_HEADER) == null && looksLikeJson(value);
        };
    Object decoded = asJson ? json(value, timestamp, type) : avro(topic, headers, value);
    if (!type.isInstance(decoded)) {
      throw new UndecodableException(
          "wrong_type",
          "value must be a "
              + type.getSimpleName()
              + ", was a "
              + (decoded == null ? "null" : decoded.getClass().getSimpleName()));
    }
    return type.cast(decoded);
  }

  /// Serdes of others have no exception of their own for bytes that can never be read. What they
  /// throw for want of a registry has another cause, and is no fault of the bytes.
  private @Nullable Object avro(String topic, Headers headers, byte[] value) {
    try {
      return avro.deserialize(topic, headers, value);
    } catch (UndecodableException e) {
      throw e;
    } catch (SerializationException e) {
      Throwable cause = e.getCause();
      if (cause == null || cause instanceof RuntimeException || cause instanceof EOFException) {
        throw new UndecodableException("undecodable", e.toString());
      }
      throw e;
    }
  }

  private static boolean looksLikeJson(byte[] value) {
    for (byte b : value) {
      if (b == '{') {
        return true;
      }
      if (!Character.isWhitespace(b)) {
        return false;
      }
    }
    return false;
  }

  private <T extends SpecificRecord> T json(byte[] value, long timestamp, Class<T> type) {
    try {
      JsonNode node = json.readTree(value);
      if (node instanceof ObjectNode object && object.path("occurred_at").isMissingNode()) {
        object.put("occurred_at", Instant.ofEpochMilli(timestamp).toString());
      }
      return JsonAvro.read(node, type).value();
    } catch (MalformedJsonException e) {
      throw new UndecodableException("invalid_json", String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      throw new UndecodableException("not_json", e.getOriginalMessage());
    } catch (IOException e) {
      throw new UndecodableException("not_json", e.toString());
    }
  }
}
