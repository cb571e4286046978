package io.evalstream.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.registry.RegistryException.Reason;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// Reads the schema in an answer of the registry, with those that it refers to.
///
/// @param get asks the registry
record SchemaReader(Function<String, JsonNode> get) {

  /// The schema and what the registry calls it.
  Registered registered(JsonNode answer) {
    return new Registered(id(answer), guid(answer), schema(answer));
  }

  static int id(JsonNode answer) {
    if (!answer.path("id").isInt()) {
      throw strange("it has no id");
    }
    return answer.get("id").intValue();
  }

  static @Nullable UUID guid(JsonNode answer) {
    String guid = answer.path("guid").asText("");
    try {
      return guid.isEmpty() ? null : UUID.fromString(guid);
    } catch (IllegalArgumentException malformed) {
      throw strange("its guid is none");
    }
  }

  Schema schema(JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw unusable("it is of type " + type + ", not AVRO");
    }
    try {
      // A default that does not fit was accepted by the registry; it does not matter for reading.
      Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
      parseReferences(answer, parser, new HashSet<>());
      return parser.parse(text(answer));
    } catch (AvroRuntimeException malformed) {
      throw unusable("it does not parse (" + malformed.getMessage() + ")");
    }
  }

  /// Schemas that this one refers to by name, each before those that refer to it.
  private void parseReferences(JsonNode answer, Schema.Parser parser, Set<String> parsed) {
    for (JsonNode reference : answer.path("references")) {
      String path =
          SubjectPath.version(
              reference.path("subject").asText(), reference.path("version").asText());
      if (parsed.add(path)) {
        JsonNode referred = get.apply(path);
        parseReferences(referred, parser, parsed);
        parser.parse(text(referred));
      }
    }
  }

  private static String text(JsonNode answer) {
    if (!answer.path("schema").isTextual()) {
      throw strange("it has no schema");
    }
    return answer.get("schema").textValue();
  }

  private static RegistryException unusable(String why) {
    return new RegistryException(
        Reason.UNUSABLE, 200, 0, "the schema registry holds a schema that cannot be used: " + why);
  }

  /// Not the fault of a record: a proxy may have answered, and another time it will not.
  private static RegistryException strange(String why) {
    return new RegistryException(
        Reason.REFUSED,
        200,
        0,
        "the schema registry gave an answer that is not one of a registry: "
            + why
            + "; check schema.registry.url");
  }
}
