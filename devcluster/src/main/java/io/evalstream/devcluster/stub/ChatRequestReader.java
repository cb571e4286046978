package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Picks what matters out of the body of a request, token by token; a tree of it would cost more
/// than all else that is done for a call. What is missing is empty.
///
/// Used once, by one thread.
final class ChatRequestReader {

  private static final int MOST_TOKENS = 1_000_000_000;

  private final List<String> texts = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private String model = "";
  private String evaluator = "";
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
      case "messages" -> readObjects(json, this::readMessage);
      case "max_completion_tokens", "max_tokens" -> maxReplyTokens = count(json);
      case "response_format" -> readFormat(json.readValueAsTree());
      default -> json.skipChildren();
    }
  }

  private void readMessage(String name, JsonParser json) throws IOException {
    if (!name.equals("content")) {
      json.skipChildren();
    } else if (json.currentToken() == JsonToken.START_ARRAY) {
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

  private void readFormat(JsonNode format) {
    JsonNode schema = format.path("json_schema");
    JsonNode name = schema.path("name");
    evaluator = name.isTextual() ? name.asText() : "";
    schema.at("/schema/properties/label/enum").forEach(label -> labels.add(label.asText()));
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
