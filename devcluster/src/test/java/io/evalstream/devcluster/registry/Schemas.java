package io.evalstream.devcluster.registry;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.apache.avro.Schema;

/// Versions of one record, named by what changed.
final class Schemas {

  static final String PLAIN = answer("");
  static final String WITH_OPTIONAL =
      answer(", {\"name\": \"score\", \"type\": \"int\", \"default\": 0}");
  static final String WITH_OPTIONAL_LONG =
      answer(", {\"name\": \"score\", \"type\": \"long\", \"default\": 0}");
  static final String WITH_REQUIRED = answer(", {\"name\": \"score\", \"type\": \"int\"}");

  private Schemas() {}

  private static String answer(String more) {
    return "{\"type\": \"record\", \"name\": \"Answer\", \"namespace\": \"shop\", \"fields\": ["
        + "{\"name\": \"text\", \"type\": \"string\"}"
        + more
        + "]}";
  }

  static Schema avro(String schema) {
    return AvroText.parse(schema).schema();
  }

  /// The body of a request about a schema.
  static String body(String schema) throws Exception {
    return new JsonMapper().writeValueAsString(Map.of("schema", schema));
  }
}
