package io.evalstream.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.evalstream.http.Ask.Answer;
import java.util.List;

/// Holds answers to the schemas of the document, which are made strict: what a schema does not name
/// must not be there.
public final class ApiDocument {

  private static final String CLOSED = "unevaluatedProperties";

  private final ObjectNode document = OpenApi.document();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /// Wherever a schema is used it is closed, but for those that are a part of another one.
  public ApiDocument() {
    document.findParents("$ref").forEach(use -> ((ObjectNode) use).put(CLOSED, false));
    document
        .findValues("allOf")
        .forEach(parts -> parts.forEach(part -> ((ObjectNode) part).remove(CLOSED)));
  }

  /// What is wrong with an answer; empty when it is one of those that the document has.
  public List<String> faults(String method, String path, Answer answer) {
    String pointer = "/paths/" + path.replace("/", "~1") + "/" + method + "/responses/";
    JsonNode response = document.at(pointer + answer.status());
    if (response.has("$ref")) {
      response = document.at(response.path("$ref").asText().substring(1));
    }
    String type = answer.header("Content-Type").replaceFirst(";.*", "");
    JsonNode schema = response.path("content").path(type).path("schema");
    return schema.isMissingNode()
        ? List.of(
            "the document has no %d of %s for %s %s".formatted(answer.status(), type, method, path))
        : faults(schema, answer.body());
  }

  private List<String> faults(JsonNode schema, String body) {
    ObjectNode whole = ((ObjectNode) schema).deepCopy();
    whole.set("components", document.path("components"));
    return registry.getSchema(whole.toString()).validate(body, InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }
}
