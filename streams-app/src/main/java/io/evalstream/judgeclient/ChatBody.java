package io.evalstream.judgeclient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.judge.JudgeRequest;
import java.util.List;
import java.util.Map;

/// The body of a chat completion request.
///
/// It sets no sampling parameter: some models accept none, and the operator can add one as an
/// extra.
record ChatBody(String model, Map<String, JsonNode> extra) {

  byte[] write(Dialect dialect, List<Turn> turns, JudgeRequest request, int maxTokens) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("model", model);
    ArrayNode messages = body.putArray("messages");
    for (Turn turn : turns) {
      messages.addObject().put("role", turn.role()).put("content", turn.content());
    }
    body.put(dialect.limitKey(), maxTokens);
    switch (dialect.format()) {
      case JSON_SCHEMA -> addSchema(body.putObject("response_format"), request);
      case JSON_OBJECT -> body.putObject("response_format").put("type", "json_object");
      case TEXT -> {}
    }
    body.setAll(extra);
    return bytes(body);
  }

  /// Named by the evaluator, so that logs of the provider tell the questions apart. The explanation
  /// stands first, so that the label follows from it.
  private static void addSchema(ObjectNode format, JudgeRequest request) {
    ObjectNode wrapper = format.put("type", "json_schema").putObject("json_schema");
    ObjectNode schema =
        wrapper.put("name", request.evaluator()).put("strict", true).putObject("schema");
    ObjectNode properties = schema.put("type", "object").putObject("properties");
    ArrayNode required = schema.putArray("required");
    if (request.isOpen()) {
      properties.putObject("answer").put("type", "string");
      required.add("answer");
    } else {
      properties.putObject("explanation").put("type", "string");
      ArrayNode allowed = properties.putObject("label").put("type", "string").putArray("enum");
      request.labels().forEach(allowed::add);
      required.add("explanation").add("label");
    }
    schema.put("additionalProperties", false);
  }

  private static byte[] bytes(ObjectNode body) {
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }
}
