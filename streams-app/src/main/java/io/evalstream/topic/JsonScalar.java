package io.evalstream.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/// One JSON value that has no fields, as the Avro value it stands for.
final class JsonScalar {

  private static final long FIRST_MICROS =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("1990-01-01T00:00:00Z"));
  private static final int SHOWN_CHARACTERS = 32;

  private JsonScalar() {}

  /// Null when the value does not fit.
  static @Nullable Object read(JsonNode json, Schema schema) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
      return time(json);
    }
    return switch (schema.getType()) {
      case STRING -> json.isTextual() ? json.textValue() : null;
      case BOOLEAN -> json.isBoolean() ? json.booleanValue() : null;
      case INT -> wholeInt(json);
      case LONG -> wholeLong(json);
      case FLOAT -> realFloat(json);
      case DOUBLE -> realDouble(json);
      case BYTES -> bytes(json);
      case FIXED -> fixed(json, schema);
      case ENUM -> symbol(json, schema);
      case NULL, RECORD, ARRAY, MAP, UNION -> null;
    };
  }

  /// What a value has to be, to follow its path in an error.
  static String rule(Schema schema) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
      return "must be ISO-8601 text or whole microseconds since 1970, from 1990 on";
    }
    return switch (schema.getType()) {
      case STRING -> "must be a string";
      case BOOLEAN -> "must be true or false";
      case INT -> "must be a whole number of 32 bits";
      case LONG -> "must be a whole number of 64 bits";
      case FLOAT, DOUBLE -> "must be a number";
      case BYTES -> "must be base64 text";
      case FIXED -> "must be base64 text of " + schema.getFixedSize() + " bytes";
      case ENUM -> "must be one of " + schema.getEnumSymbols();
      case NULL, RECORD, ARRAY, MAP, UNION -> "must be null";
    };
  }

  /// The value for an error; a long text is not shown, it may be what a user wrote.
  static String describe(JsonNode json) {
    if (json.isObject()) {
      return "an object";
    }
    if (json.isArray()) {
      return "an array";
    }
    String text = json.toString();
    return text.length() <= SHOWN_CHARACTERS ? text : "a text of " + text.length() + " characters";
  }

  private static @Nullable Instant time(JsonNode json) {
    if (json.isTextual()) {
      return isoTime(json.textValue());
    }
    Long micros = wholeLong(json);
    return micros == null || micros < FIRST_MICROS
        ? null
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static @Nullable Instant isoTime(String text) {
    try {
      Instant time = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
      // Throws when the time does not fit 64 bits of microseconds.
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    } catch (DateTimeException | ArithmeticException notATime) {
      return null;
    }
  }

  private static @Nullable Integer wholeInt(JsonNode json) {
    Long whole = wholeLong(json);
    return whole == null || whole != whole.intValue() ? null : (Integer) whole.intValue();
  }

  private static @Nullable Long wholeLong(JsonNode json) {
    return json.isNumber() && json.canConvertToExactIntegral() && json.canConvertToLong()
        ? (Long) json.longValue()
        : null;
  }

  private static @Nullable Double realDouble(JsonNode json) {
    if (json.isTextual()) {
      return notFinite(json.textValue());
    }
    // A literal such as 1e999 becomes infinite on the way in.
    return json.isNumber() && Double.isFinite(json.doubleValue())
        ? (Double) json.doubleValue()
        : null;
  }

  /// JSON has no numbers for these; [AvroJson] writes them as text.
  private static @Nullable Double notFinite(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  private static @Nullable Float realFloat(JsonNode json) {
    Double value = realDouble(json);
    if (value == null) {
      return null;
    }
    float narrow = value.floatValue();
    return Float.isInfinite(narrow) && !value.isInfinite() ? null : (Float) narrow;
  }

  private static @Nullable ByteBuffer bytes(JsonNode json) {
    byte[] decoded = base64(json);
    return decoded == null ? null : ByteBuffer.wrap(decoded);
  }

  private static @Nullable Object fixed(JsonNode json, Schema schema) {
    byte[] decoded = base64(json);
    return decoded == null || decoded.length != schema.getFixedSize()
        ? null
        : SpecificData.get().createFixed(null, decoded, schema);
  }

  private static byte @Nullable [] base64(JsonNode json) {
    if (json instanceof BinaryNode binary) {
      return binary.binaryValue();
    }
    try {
      return json.isTextual() ? Base64.getDecoder().decode(json.textValue()) : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static @Nullable Object symbol(JsonNode json, Schema schema) {
    return json.isTextual() && schema.hasEnumSymbol(json.textValue())
        ? SpecificData.get().createEnum(json.textValue(), schema)
        : null;
  }
}
