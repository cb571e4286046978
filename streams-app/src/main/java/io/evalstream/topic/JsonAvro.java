package io.evalstream.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Plain JSON to a generated Avro record, as the schema of the record says.
///
/// *When to use:* events of producers without a schema registry, and files of events.
///
/// *How it works:* the JSON is the natural one: a nullable field is its value, null or absent, not
/// Avro's own encoding with the branch's name. A field that is absent or null takes the default of
/// the schema. Times are ISO-8601 text or whole microseconds; a number that would lie before 1990
/// is refused, because it is in another unit. Bytes are base64. In a map of strings numbers and
/// booleans count as their text. An unknown scalar at the top goes into `attributes` where the
/// record has them; every other unknown field is ignored and counted.
///
/// Every problem is collected, with its path: `documents[1].text: must be a string, was 5`.
public final class JsonAvro {

  /// A record and what was left out of it.
  ///
  /// @param ignoredFields how many fields the schema does not know and the record does not hold
  public record Read<T>(T value, int ignoredFields) {}

  static {
    TrustedRecords.trust();
  }

  private static final SpecificData DATA = new SpecificData(JsonAvro.class.getClassLoader());
  private static final String ATTRIBUTES = "attributes";
  private static final String JSON_TEXT = "json_text";

  private final List<String> problems = new ArrayList<>();
  private int ignored;

  private JsonAvro() {}

  /// @throws MalformedJsonException naming every field that does not fit
  public static <T extends SpecificRecord> Read<T> read(JsonNode json, Class<T> type)
      throws MalformedJsonException {
    JsonAvro reading = new JsonAvro();
    Object value = reading.root(json, DATA.getSchema(type));
    if (value == null || !reading.problems.isEmpty()) {
      throw new MalformedJsonException(reading.problems);
    }
    return new Read<>(type.cast(value), reading.ignored);
  }

  private @Nullable Object root(JsonNode json, Schema schema) {
    IndexedRecord record = record(json, schema, "");
    if (record != null && json instanceof ObjectNode object) {
      adoptUnknownScalars(object, record);
    }
    return record;
  }

  private void adoptUnknownScalars(ObjectNode json, IndexedRecord record) {
    Schema.Field field = record.getSchema().getField(ATTRIBUTES);
    if (field == null || !isMapOfStrings(field.schema())) {
      return;
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      JsonNode value = entry.getValue();
      boolean scalar = value.isValueNode() && !value.isNull();
      if (scalar && record.getSchema().getField(entry.getKey()) == null) {
        attributes.put(entry.getKey(), value.asText());
        ignored--;
      }
    }
    if (!attributes.isEmpty() && record.get(field.pos()) instanceof Map<?, ?> given) {
      given.forEach((key, value) -> attributes.put(String.valueOf(key), value));
      record.put(field.pos(), attributes);
    }
  }

  private static boolean isMapOfStrings(Schema schema) {
    return schema.getType() == Schema.Type.MAP
        && schema.getValueType().getType() == Schema.Type.STRING;
  }

  private @Nullable IndexedRecord record(JsonNode json, Schema schema, String path) {
    if (!(json instanceof ObjectNode object)) {
      problem(path, "must be an object", json);
      return null;
    }
    IndexedRecord record = (IndexedRecord) DATA.newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      Object value = field(object.get(field.name()), field, child(path, field.name()));
      // A primitive field of a generated class cannot be set to null.
      if (value != null) {
        record.put(field.pos(), value);
      }
    }
    ignored +=
        (int) object.propertyStream().filter(e -> schema.getField(e.getKey()) == null).count();
    return record;
  }

  private @Nullable Object field(@Nullable JsonNode json, Schema.Field field, String path) {
    boolean absent = json == null || json.isNull();
    if (absent && field.hasDefaultValue()) {
      return JsonProperties.NULL_VALUE.equals(field.defaultVal())
          ? null
          : DATA.deepCopy(field.schema(), DATA.getDefaultValue(field));
    }
    if (json == null && !field.schema().isNullable()) {
      problems.add(path + ": is missing");
      return null;
    }
    if (json != null && json.isContainerNode() && isJsonText(field)) {
      return json.toString();
    }
    return value(json == null ? NullNode.getInstance() : json, field.schema(), path);
  }

  /// Whether a text is JSON mostly, so that producers of JSON give the value itself.
  private static boolean isJsonText(Schema.Field field) {
    return Boolean.TRUE.equals(field.getObjectProp(JSON_TEXT));
  }

  private @Nullable Object value(JsonNode json, Schema schema, String path) {
    return switch (schema.getType()) {
      case RECORD -> record(json, schema, path);
      case ARRAY -> array(json, schema.getElementType(), path);
      case MAP -> map(json, schema.getValueType(), path);
      case UNION -> union(json, schema, path);
      case NULL, BOOLEAN, INT, LONG, FLOAT, DOUBLE, STRING, BYTES, FIXED, ENUM ->
          scalar(json, schema, path);
    };
  }

  private @Nullable Object scalar(JsonNode json, Schema schema, String path) {
    Object value = JsonScalar.read(json, schema);
    if (value == null) {
      problem(path, JsonScalar.rule(schema), json);
    }
    return value;
  }

  private @Nullable Object array(JsonNode json, Schema element, String path) {
    if (!(json instanceof ArrayNode array)) {
      problem(path, "must be an array", json);
      return null;
    }
    List<@Nullable Object> values = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      values.add(value(array.get(i), element, path + "[" + i + "]"));
    }
    return values;
  }

  private @Nullable Object map(JsonNode json, Schema element, String path) {
    if (!(json instanceof ObjectNode object)) {
      problem(path, "must be an object", json);
      return null;
    }
    boolean tags = element.getType() == Schema.Type.STRING;
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      JsonNode value = entry.getValue();
      boolean asText = tags && (value.isNumber() || value.isBoolean());
      values.put(
          entry.getKey(),
          asText ? value.asText() : value(value, element, child(path, entry.getKey())));
    }
    return values;
  }

  private @Nullable Object union(JsonNode json, Schema schema, String path) {
    List<Schema> branches =
        schema.getTypes().stream().filter(branch -> branch.getType() != Schema.Type.NULL).toList();
    if (json.isNull() && schema.isNullable()) {
      return null;
    }
    return branches.size() == 1
        ? value(json, branches.getFirst(), path)
        : bestBranch(json, branches, path);
  }

  /// The branch that fits and leaves the fewest fields out; the first one among equals.
  private @Nullable Object bestBranch(JsonNode json, List<Schema> branches, String path) {
    Object best = null;
    int leastIgnored = Integer.MAX_VALUE;
    for (Schema branch : branches) {
      JsonAvro trial = new JsonAvro();
      Object value = trial.value(json, branch, path);
      if (trial.problems.isEmpty() && trial.ignored < leastIgnored) {
        best = value;
        leastIgnored = trial.ignored;
      }
    }
    if (best == null) {
      String names = branches.stream().map(Schema::getName).collect(Collectors.joining(", "));
      problem(path, "must be one of " + names, json);
    } else {
      ignored += leastIgnored;
    }
    return best;
  }

  private void problem(String path, String rule, JsonNode was) {
    String where = path.isEmpty() ? "the event" : path;
    problems.add(where + ": " + rule + ", was " + JsonScalar.describe(was));
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
