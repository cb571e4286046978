package io.evalstream.otlp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.common.v1.AnyValue;

/// The value of an attribute as JSON. Values are not nested deeper than Protobuf reads.
final class AnyValueJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AnyValueJson() {}

  static JsonNode of(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> JSON.textNode(value.getStringValue());
      case BOOL_VALUE -> JSON.booleanNode(value.getBoolValue());
      case INT_VALUE -> JSON.numberNode(value.getIntValue());
      case DOUBLE_VALUE -> JSON.numberNode(value.getDoubleValue());
      case BYTES_VALUE -> JSON.binaryNode(value.getBytesValue().toByteArray());
      case ARRAY_VALUE -> {
        ArrayNode array = JSON.arrayNode();
        value.getArrayValue().getValuesList().forEach(element -> array.add(of(element)));
        yield array;
      }
      case KVLIST_VALUE -> {
        ObjectNode object = JSON.objectNode();
        value
            .getKvlistValue()
            .getValuesList()
            .forEach(entry -> object.set(entry.getKey(), of(entry.getValue())));
        yield object;
      }
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> JSON.nullNode();
    };
  }
}
