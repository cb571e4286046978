package io.evalstream.console.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/// JSON schemas of what [AvroJson] writes, from the Avro schemas.
///
/// @param all by the name of the record, those that are part of others included
record RecordSchemas(ObjectNode all) {

  private static final String HOME = "#/components/schemas/";

  /// With all records that are part of it.
  void add(Schema record) {
    if (all.has(record.getName())) {
      return;
    }
    ObjectNode json = all.putObject(record.getName());
    json.put("type", "object");
    if (record.getDoc() != null) {
      json.put("description", record.getDoc());
    }
    ArrayNode required = json.putArray("required");
    ObjectNode properties = json.putObject("properties");
    for (Schema.Field field : record.getFields()) {
      required.add(field.name());
      ObjectNode property = of(field.schema());
      if (field.doc() != null) {
        property.put("description", field.doc());
      }
      properties.set(field.name(), property);
    }
  }

  private ObjectNode of(Schema schema) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return switch (schema.getType()) {
      case RECORD -> {
        add(schema);
        yield json.put("$ref", HOME + schema.getName());
      }
      case UNION -> union(schema);
      case ARRAY -> {
        json.put("type", "array").set("items", of(schema.getElementType()));
        yield json;
      }
      case MAP -> {
        json.put("type", "object").set("additionalProperties", of(schema.getValueType()));
        yield json;
      }
      case INT, LONG -> whole(schema);
      case FLOAT, DOUBLE -> json.put("type", "number");
      case BOOLEAN -> json.put("type", "boolean");
      case BYTES, FIXED -> json.put("type", "string").put("contentEncoding", "base64");
      case NULL -> json.put("type", "null");
      case STRING, ENUM -> json.put("type", "string");
    };
  }

  private ObjectNode union(Schema schema) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode any = json.putArray("anyOf");
    schema.getTypes().forEach(branch -> any.add(of(branch)));
    return json;
  }

  private static ObjectNode whole(Schema schema) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    boolean time =
        schema.getLogicalType() instanceof LogicalTypes.TimestampMicros
            || schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    return time
        ? json.put("type", "string").put("format", "date-time")
        : json.put("type", "integer");
  }
}
