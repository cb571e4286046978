package io.evalstream.otlp.turn;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.Row;
import java.util.List;

/// Finds a text in what a span says went in or came out: the text itself, or where in its JSON the
/// text usually is.
///
/// @param role of the message that it is, where there are messages
/// @param pointers to the text in JSON, looked at first
/// @param keys of the text in JSON
/// @param wrappers keys of what holds such JSON
record Content(String role, List<String> pointers, List<String> keys, List<String> wrappers) {

  private static final int DEEPEST = 6;

  static Content question(Mapping mapping) {
    return new Content(
        Said.USER,
        mapping.names(Row.QUESTION_POINTERS),
        mapping.names(Row.QUESTION_KEYS),
        List.of("inputs", "kwargs", "args"));
  }

  static Content response(Mapping mapping) {
    return new Content(
        Said.ASSISTANT,
        mapping.names(Row.RESPONSE_POINTERS),
        mapping.names(Row.RESPONSE_KEYS),
        List.of("outputs", "choices", "message", "generations"));
  }

  Found find(JsonNode value) {
    JsonNode structure = JsonText.structure(value);
    if (structure == null) {
      return value.isValueNode() ? Found.of(value.asText()) : new Found.Nothing();
    }
    for (String pointer : pointers) {
      JsonNode at = structure.at(pointer);
      if (!at.isMissingNode() && !at.isNull()) {
        return Found.of(JsonText.of(at));
      }
    }
    return in(structure, 0);
  }

  private Found in(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      return new Found.Nothing();
    }
    if (node.isTextual()) {
      return Found.of(node.textValue());
    }
    return node.isArray() ? inList(node, depth) : inObject(node, depth);
  }

  /// The last message of the role, or the only element.
  private Found inList(JsonNode list, int depth) {
    if (list.size() == 1 && !looksLikeMessage(list.get(0))) {
      return in(list.get(0), depth + 1);
    }
    return lastOf(MessageReader.read(list, ""), role);
  }

  private static boolean looksLikeMessage(JsonNode node) {
    return node.has("role")
        || node.has("parts")
        || node.has("kwargs")
        || (node.has("type") && node.has("content"));
  }

  private Found inObject(JsonNode object, int depth) {
    Found found = new Found.Nothing();
    for (String key : keys) {
      JsonNode child = object.path(key);
      if (!child.isMissingNode()) {
        found = found.or(() -> in(child, depth + 1));
      }
    }
    if (object.path("messages").isArray()) {
      found = found.or(() -> lastOf(MessageReader.read(object.path("messages"), ""), role));
    }
    if (looksLikeMessage(object)) {
      found = found.or(() -> lastOf(MessageReader.read(object, ""), role));
    }
    for (String wrapper : wrappers) {
      JsonNode child = object.path(wrapper);
      if (!child.isMissingNode()) {
        found = found.or(() -> in(child, depth + 1));
      }
    }
    return found;
  }

  /// The text of the last message of a role.
  static Found lastOf(List<Said> messages, String role) {
    Found found = new Found.Nothing();
    for (Said message : messages.reversed()) {
      if (message.isBy(role)) {
        found = found.or(message::text);
      }
    }
    return found;
  }
}
