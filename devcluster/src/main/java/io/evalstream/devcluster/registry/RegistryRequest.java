package io.evalstream.devcluster.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// What a client asks, read from path, query and body.
record RegistryRequest(Context http) {

  private static final JsonMapper JSON = new JsonMapper();

  String subject() {
    return http.pathParam("subject");
  }

  VersionNumber version() {
    return VersionNumber.parse(http.pathParam("version"));
  }

  /// The id of a schema; what is no number is an id that nothing has.
  int id() {
    try {
      return Integer.parseInt(http.pathParam("id"));
    } catch (NumberFormatException e) {
      throw RegistryFault.noSchema(http.pathParam("id"));
    }
  }

  boolean withDeleted() {
    return flag("deleted");
  }

  /// A parameter of the query that is true or, like any that is missing, false.
  boolean flag(String name) {
    return Boolean.parseBoolean(http.queryParam(name));
  }

  @Nullable String subjectPrefix() {
    return http.queryParam("subjectPrefix");
  }

  /// The schema in the body.
  AvroText schema() {
    JsonNode body = body();
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw RegistryFault.invalidSchema(
          "Invalid schema type " + type + ": the embedded registry knows AVRO only");
    }
    if (!body.path("references").isEmpty()) {
      throw RegistryFault.invalidSchema(
          "Schema references are not supported by the embedded registry: inline the named types");
    }
    return AvroText.parse(body.path("schema").asText());
  }

  /// The compatibility level in the body.
  CompatibilityLevel level() {
    return CompatibilityLevel.named(body().path("compatibility").asText())
        .orElseThrow(RegistryFault::invalidLevel);
  }

  private JsonNode body() {
    try {
      return JSON.readTree(http.body());
    } catch (JsonProcessingException e) {
      throw RegistryFault.badRequest("The body must be JSON: " + e.getOriginalMessage());
    }
  }
}
