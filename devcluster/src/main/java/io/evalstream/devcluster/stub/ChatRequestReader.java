package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Picks what matters out of the body of a request to either API, token by token; a tree of it
/// would cost more than all else that is done for a call. What is missing is empty.
///
/// Used once, by one thread.
final class ChatRequestReader {

  private static final int MOST_TOKENS = 1_000_000_000;

  private final List<String> texts = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private String model = "";
  private String evaluator = "";
  private ReplyFormat format = ReplyFormat.TEXT;
  private long maxReplyTokens;

  /// What is done with the value of a field, which is the current token.
  private interface Field {
    void read(String name, JsonParser json) throws IOException;
  }

  String model() {
    return model;
  }

  String evaluator() {
    return evaluator;
  }

  /// The most tokens that the reply may have.
  long maxReplyTokens() {
    return maxReplyTokens;
  }

  List<String> labels() {
    return labels;
  }

  /// How the shape of the reply is asked for.
  ReplyFormat format() {
    return format;
  }

  /// The properties of the reply that a schema tells.
  List<String> keys() {
    return keys;
  }

  /// The texts of all messages, also of those that come in parts.
  List<String> texts() {
    return texts;
  }

  /// Reads a body.
  ///
  /// @throws IllegalArgumentException when it is not a JSON object
  void read(byte[] body) {
    try (JsonParser json = ChatJson.MAPPER.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("body must be a JSON object");
      }
      readObject(json, this::readRoot);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("body must be JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readRoot(String name, JsonParser json) throws IOException {
    switch (name) {
      case "model" -> model = text(json);
      case "system" -> readTexts(json);
      case "messages" -> readObjects(json, this::readMessage);
      case "max_completion_tokens", "max_tokens" -> maxReplyTokens = count(json);
      case "response_format" -> readFormat(json.readValueAsTree());
      case "output_config" -> readConfig(json.readValueAsTree());
      case "tools" -> readTools(json.readValueAsTree());
      default -> json.skipChildren();
    }
  }

  private void readMessage(String name, JsonParser json) throws IOException {
    if (name.equals("content")) {
      readTexts(json);
    } else {
      json.skipChildren();
    }
  }

  private void readTexts(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      readObjects(json, this::readPart);
    } else {
      texts.add(text(json));
    }
  }

  private void readPart(String name, JsonParser json) throws IOException {
    if (name.equals("text")) {
      texts.add(text(json));
    } else {
      json.skipChildren();
    }
  }

  private void readFormat(JsonNode wanted) {
    JsonNode schema = wanted.path("json_schema");
    if (wanted.path("type").asText().equals("json_object")) {
      format = ReplyFormat.JSON_OBJECT;
    } else if (schema.isObject()) {
      readSchema(ReplyFormat.JSON_SCHEMA, schema.path("name"), schema.path("schema"));
    }
  }

  /// Anthropic's schemas have no name.
  private void readConfig(JsonNode config) {
    JsonNode schema = config.at("/format/schema");
    if (schema.isObject()) {
      readSchema(ReplyFormat.JSON_SCHEMA, schema.path("name"), schema);
    }
  }

  /// The first one; OpenAI's stand in an envelope.
  private void readTools(JsonNode tools) {
    JsonNode tool = tools.path(0);
    JsonNode function = tool.path("function");
    if (function.isObject()) {
      readSchema(ReplyFormat.TOOL, function.path("name"), function.path("parameters"));
    } else if (tool.isObject()) {
      readSchema(ReplyFormat.TOOL, tool.path("name"), tool.path("input_schema"));
    }
  }

  private void readSchema(ReplyFormat wanted, JsonNode name, JsonNode schema) {
    format = wanted;
    evaluator = name.isTextual() ? name.asText() : "";
    JsonNode properties = schema.path("properties");
    properties.fieldNames().forEachRemaining(keys::add);
    properties.at("/label/enum").forEach(label -> labels.add(label.asText()));
  }

  /// Every object of the array that is the current token.
  private static void readObjects(JsonParser json, Field field) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        readObject(json, field);
      } else {
        json.skipChildren();
      }
    }
  }

  private static void readObject(JsonParser json, Field field) throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      field.read(name, json);
    }
  }

  /// Empty for a value that is no text.
  private static String text(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return "";
  }

  /// 0 for a value that is no number.
  private static long count(JsonParser json) throws IOException {
    long count = json.getValueAsLong();
    json.skipChildren();
    return Math.clamp(count, 0, MOST_TOKENS);
  }
}
