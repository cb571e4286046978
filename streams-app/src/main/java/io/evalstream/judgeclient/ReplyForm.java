package io.evalstream.judgeclient;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.judge.Explain;
import io.evalstream.judge.JudgeRequest;
import java.util.List;

/// What a reply has to hold.
enum ReplyForm {
  /// An explanation, and the label that follows from it.
  EXPLAINED(List.of("explanation", "label"), "{\"explanation\": \"...\", \"label\": \"...\"}"),
  /// A label alone.
  LABEL(List.of("label"), "{\"label\": \"...\"}"),
  /// The explanation of a label that was given before.
  EXPLANATION(List.of("explanation"), "{\"explanation\": \"...\"}"),
  /// The answer to an open question.
  ANSWER(List.of("answer"), "{\"answer\": \"...\"}");

  private final List<String> keys;
  private final String example;

  ReplyForm(List<String> keys, String example) {
    this.keys = keys;
    this.example = example;
  }

  /// What a request is to be answered with first.
  static ReplyForm of(JudgeRequest request) {
    if (request.isOpen()) {
      return ANSWER;
    }
    return request.explain() == Explain.ALWAYS ? EXPLAINED : LABEL;
  }

  /// The reply, as a prompt shows it.
  String example() {
    return example;
  }

  /// The JSON schema of the reply. The explanation stands first, so that the label follows from it.
  ObjectNode schema(JudgeRequest request) {
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (String key : keys) {
      ObjectNode property = properties.putObject(key).put("type", "string");
      if (key.equals("label")) {
        ArrayNode allowed = property.putArray("enum");
        request.labels().forEach(allowed::add);
      }
    }
    ArrayNode required = schema.putArray("required");
    keys.forEach(required::add);
    return schema.put("additionalProperties", false);
  }
}
