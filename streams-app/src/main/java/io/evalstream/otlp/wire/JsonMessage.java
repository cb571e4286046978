package io.evalstream.otlp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// JSON to a message of OTLP, as the description of the message says.
final class JsonMessage {

  private static final List<String> HEX = List.of("trace_id", "span_id", "parent_span_id");
  private static final Map<String, Map<String, FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

  private JsonMessage() {}

  /// @param where what problems call the place of the JSON
  static void read(JsonNode json, Message.Builder message, String where) throws BadSpanException {
    if (!json.isObject()) {
      throw problem(where, "must be an object", json);
    }
    Map<String, FieldDescriptor> fields = fields(message);
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      FieldDescriptor field = fields.get(entry.getKey());
      if (field != null && !entry.getValue().isNull()) {
        set(message, field, entry.getValue(), where + "." + field.getJsonName());
      }
    }
  }

  private static Map<String, FieldDescriptor> fields(Message.Builder message) {
    return FIELDS.computeIfAbsent(
        message.getDescriptorForType().getFullName(),
        type -> {
          Map<String, FieldDescriptor> fields = new HashMap<>();
          for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            fields.put(field.getName(), field);
            fields.put(field.getJsonName(), field);
          }
          return fields;
        });
  }

  private static void set(
      Message.Builder message, FieldDescriptor field, JsonNode json, String where)
      throws BadSpanException {
    if (!field.isRepeated()) {
      message.setField(field, value(message, field, json, where));
      return;
    }
    if (!json.isArray()) {
      throw problem(where, "must be a list", json);
    }
    for (JsonNode element : json) {
      message.addRepeatedField(field, value(message, field, element, where + "[]"));
    }
  }

  private static Object value(
      Message.Builder parent, FieldDescriptor field, JsonNode json, String where)
      throws BadSpanException {
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        Message.Builder message = parent.newBuilderForField(field);
        read(json, message, where);
        yield message.build();
      }
      case ENUM -> enumValue(field, json, where);
      case BYTE_STRING -> bytes(field, json, where);
      case STRING -> text(json, where);
      case BOOLEAN -> truth(json, where);
      case LONG -> whole(json, where, isUnsigned(field)).longValue();
      case INT -> whole(json, where, isUnsigned(field)).intValue();
      case DOUBLE -> real(json, where);
      case FLOAT -> (float) real(json, where);
    };
  }

  private static boolean isUnsigned(FieldDescriptor field) {
    return switch (field.getType()) {
      case UINT64, FIXED64, UINT32, FIXED32 -> true;
      default -> false;
    };
  }

  private static EnumValueDescriptor enumValue(FieldDescriptor field, JsonNode json, String where)
      throws BadSpanException {
    if (!json.isTextual()) {
      return field
          .getEnumType()
          .findValueByNumberCreatingIfUnknown(whole(json, where, false).intValue());
    }
    String name = json.textValue().toUpperCase(Locale.ROOT);
    for (EnumValueDescriptor value : field.getEnumType().getValues()) {
      if (value.getName().equals(name) || value.getName().endsWith("_" + name)) {
        return value;
      }
    }
    throw problem(where, "must be a value of " + field.getEnumType().getName(), json);
  }

  private static ByteString bytes(FieldDescriptor field, JsonNode json, String where)
      throws BadSpanException {
    String text = text(json, where);
    try {
      return ByteString.copyFrom(
          HEX.contains(field.getName())
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw problem(
          where, "must be " + (HEX.contains(field.getName()) ? "hexadecimal" : "base64"), json);
    }
  }

  private static String text(JsonNode json, String where) throws BadSpanException {
    if (!json.isTextual()) {
      throw problem(where, "must be a text", json);
    }
    return json.textValue();
  }

  private static boolean truth(JsonNode json, String where) throws BadSpanException {
    if (!json.isBoolean()) {
      throw problem(where, "must be true or false", json);
    }
    return json.booleanValue();
  }

  private static BigInteger whole(JsonNode json, String where, boolean unsigned)
      throws BadSpanException {
    BigInteger value = whole(json);
    if (value == null || !fits(value, unsigned)) {
      throw problem(where, "must be a whole number", json);
    }
    return value;
  }

  /// A number, or its text; doubles that are whole are taken too. Null for anything else.
  private static @Nullable BigInteger whole(JsonNode json) {
    if (json.isIntegralNumber()) {
      return json.bigIntegerValue();
    }
    if (json.isTextual() && json.textValue().matches("-?[0-9]{1,20}")) {
      return new BigInteger(json.textValue());
    }
    boolean isWhole =
        json.isDouble()
            && json.doubleValue() == Math.rint(json.doubleValue())
            && Math.abs(json.doubleValue()) < Long.MAX_VALUE;
    return isWhole ? BigInteger.valueOf(json.longValue()) : null;
  }

  private static boolean fits(BigInteger value, boolean unsigned) {
    return unsigned
        ? value.signum() >= 0 && value.bitLength() <= Long.SIZE
        : value.bitLength() < Long.SIZE;
  }

  private static double real(JsonNode json, String where) throws BadSpanException {
    if (json.isNumber()) {
      return json.doubleValue();
    }
    return switch (json.asText()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> throw problem(where, "must be a number", json);
    };
  }

  /// Texts of users are not told.
  private static BadSpanException problem(String where, String rule, JsonNode was) {
    return new BadSpanException(
        where + ": " + rule + ", was " + was.getNodeType().name().toLowerCase(Locale.ROOT));
  }
}
