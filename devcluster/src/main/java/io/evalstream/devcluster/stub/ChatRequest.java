package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A request for a chat completion, as far as a judge looks at it.
///
/// @param evaluator name of the JSON schema of the reply
/// @param labels the values that the schema allows for `label`
/// @param blocks the judged texts, of the first message that has any
/// @param promptChars length of all messages
record ChatRequest(
    String model,
    String evaluator,
    List<String> labels,
    Map<String, String> blocks,
    int promptChars) {

  private static final JsonMapper JSON = new JsonMapper();

  ChatRequest {
    labels = List.copyOf(labels);
    blocks = Map.copyOf(blocks);
  }

  /// Reads a request.
  ///
  /// @throws IllegalArgumentException naming the field that is missing or wrong
  static ChatRequest parse(String body) {
    JsonNode root = json(body);
    JsonNode format = root.path("response_format").path("json_schema");
    List<String> texts = texts(root.path("messages"));
    Map<String, String> blocks =
        texts.stream()
            .map(TextBlocks::in)
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElseThrow(() -> missing("messages", "hold a block <data-NONCE name=\"...\">"));
    return new ChatRequest(
        required(root.path("model"), "model"),
        required(format.path("name"), "response_format.json_schema.name"),
        labels(format.path("schema").path("properties").path("label").path("enum")),
        blocks,
        texts.stream().mapToInt(String::length).sum());
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("body must be JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String required(JsonNode node, String name) {
    if (!node.isTextual() || node.asText().isEmpty()) {
      throw missing(name, "be a text");
    }
    return node.asText();
  }

  private static List<String> labels(JsonNode values) {
    List<String> labels = new ArrayList<>();
    values.forEach(value -> labels.add(value.asText()));
    if (labels.isEmpty()) {
      throw missing("response_format.json_schema.schema.properties.label.enum", "list the labels");
    }
    return labels;
  }

  /// The texts of all messages, also of those that come in parts.
  private static List<String> texts(JsonNode messages) {
    List<String> texts = new ArrayList<>();
    for (JsonNode message : messages) {
      JsonNode content = message.path("content");
      if (content.isTextual()) {
        texts.add(content.asText());
      }
      content.forEach(part -> texts.add(part.path("text").asText()));
    }
    return texts;
  }

  private static IllegalArgumentException missing(String name, String rule) {
    return new IllegalArgumentException(name + " must " + rule);
  }
}
