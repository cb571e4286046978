package io.evalstream.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.evalstream.http.Ask.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Holds answers to the schemas of the document, which are made strict: what a schema does not name
/// must not be there.
public final class ApiDocument {

  private final ObjectNode document = OpenApi.document();
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  public ApiDocument() {
    Set<String> parts = new HashSet<>();
    document
        .findValues("allOf")
        .forEach(all -> all.forEach(part -> parts.add(part.path("$ref").asText())));
    document
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> {
              if (!parts.contains("#/components/schemas/" + schema.getKey())) {
                ((ObjectNode) schema.getValue()).put("unevaluatedProperties", false);
              }
            });
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
