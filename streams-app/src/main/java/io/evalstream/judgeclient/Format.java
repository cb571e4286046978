package io.evalstream.judgeclient;

import java.util.Map;
import java.util.Optional;

/// How the shape of a reply is asked for, from the strictest way to the loosest.
enum Format {
  /// The API holds the reply to a JSON schema.
  JSON_SCHEMA,
  /// The model has to call a tool whose parameters are the reply.
  TOOL,
  /// The API holds the reply to be some JSON object.
  JSON_OBJECT,
  /// The words of the prompt alone.
  TEXT;

  /// What a configuration may choose.
  static final Map<String, Format> CHOICES =
      Map.of("json_schema", JSON_SCHEMA, "tool", TOOL, "json_object", JSON_OBJECT, "text", TEXT);

  /// The next looser one.
  Optional<Format> next() {
    return switch (this) {
      case JSON_SCHEMA -> Optional.of(TOOL);
      case TOOL -> Optional.of(JSON_OBJECT);
      case JSON_OBJECT -> Optional.of(TEXT);
      case TEXT -> Optional.empty();
    };
  }
}
