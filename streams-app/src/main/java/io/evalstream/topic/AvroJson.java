package io.evalstream.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/// An Avro record, generated or generic, to plain JSON.
///
/// The names are those of the schema, times are ISO-8601 in UTC with microseconds, bytes are
/// base64, and a union is its value. [JsonAvro] reads it back to an equal record.
public final class AvroJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final DateTimeFormatter ISO_MICROS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private AvroJson() {}

  public static ObjectNode write(IndexedRecord record) {
    ObjectNode json = JSON.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      json.set(field.name(), value(record.get(field.pos()), field.schema()));
    }
    return json;
  }

  /// The text of that JSON in UTF-8.
  public static byte[] bytes(IndexedRecord record) {
    return write(record).toString().getBytes(UTF_8);
  }

  private static JsonNode value(@Nullable Object value, Schema schema) {
    Schema plain = withoutNull(schema);
    return switch (value) {
      case null -> JSON.nullNode();
      case IndexedRecord record -> write(record);
      case Collection<?> items -> array(items, plain);
      case Map<?, ?> entries -> map(entries, plain);
      case Instant time -> JSON.textNode(ISO_MICROS.format(time));
      case Long whole -> whole(whole, plain.getLogicalType());
      case Integer whole -> JSON.numberNode(whole);
      case Float real when Float.isFinite(real) -> JSON.numberNode(real);
      case Double real when Double.isFinite(real) -> JSON.numberNode(real);
      case Boolean truth -> JSON.booleanNode(truth);
      case ByteBuffer bytes -> JSON.binaryNode(copy(bytes));
      case GenericFixed fixed -> JSON.binaryNode(fixed.bytes());
      default -> JSON.textNode(value.toString());
    };
  }

  /// The only branch besides null; the union itself when there are several.
  private static Schema withoutNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION || schema.getTypes().size() != 2) {
      return schema;
    }
    Schema first = schema.getTypes().getFirst();
    return first.getType() == Schema.Type.NULL ? schema.getTypes().getLast() : first;
  }

  private static ArrayNode array(Collection<?> items, Schema schema) {
    ArrayNode json = JSON.arrayNode(items.size());
    Schema element = schema.getType() == Schema.Type.ARRAY ? schema.getElementType() : schema;
    items.forEach(item -> json.add(value(item, element)));
    return json;
  }

  private static ObjectNode map(Map<?, ?> entries, Schema schema) {
    ObjectNode json = JSON.objectNode();
    Schema element = schema.getType() == Schema.Type.MAP ? schema.getValueType() : schema;
    entries.forEach((key, item) -> json.set(String.valueOf(key), value(item, element)));
    return json;
  }

  private static JsonNode whole(long value, @Nullable LogicalType type) {
    return switch (type) {
      case LogicalTypes.TimestampMicros _ -> time(value, ChronoUnit.MICROS);
      case LogicalTypes.TimestampMillis _ -> time(value, ChronoUnit.MILLIS);
      case null, default -> JSON.numberNode(value);
    };
  }

  private static JsonNode time(long sinceEpoch, ChronoUnit unit) {
    return JSON.textNode(ISO_MICROS.format(Instant.EPOCH.plus(sinceEpoch, unit)));
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }
}
