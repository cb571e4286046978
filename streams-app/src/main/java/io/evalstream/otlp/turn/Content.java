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

  /// What a retriever searched for.
  static Content query(Mapping mapping) {
    Content question = question(mapping);
    return new Content(question.role, List.of(), question.keys, question.wrappers);
  }

  Found find(JsonNode value) {
    JsonNode structure = JsonText.structure(value);
    if (structure == null) {
      return value.isValueNode() && !value.isNull()
          ? Found.of(JsonText.unquoted(value.asText()))
          : new Found.Nothing();
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
    return ofMessages(list);
  }

  /// JSON in which no text can be told from others, as it is; messages of which none fits are none.
  static Found whole(JsonNode value) {
    JsonNode structure = JsonText.structure(value);
    return structure != null
            && structure.isObject()
            && !structure.isEmpty()
            && !structure.has("messages")
        ? Found.of(JsonText.of(structure))
        : new Found.Nothing();
  }

  private static boolean looksLikeMessage(JsonNode node) {
    return node.has("role")
        || node.has("parts")
        || node.has("kwargs")
        || (node.has("type") && node.has("data"))
        || (node.has("type") && node.has("content"));
  }

  private Found inObject(JsonNode object, int depth) {
    Found found = under(keys, object, depth);
    if (object.path("messages").isArray()) {
      found = found.or(() -> ofMessages(object.path("messages")));
    }
    if (looksLikeMessage(object)) {
      found = found.or(() -> ofMessages(object));
    }
    return found.or(() -> under(wrappers, object, depth));
  }

  private Found under(List<String> names, JsonNode object, int depth) {
    return Found.first(
        names, name -> object.has(name) ? in(object.get(name), depth + 1) : new Found.Nothing());
  }

  /// The last message in which a user asks, or the last of the role after it.
  private Found ofMessages(JsonNode messages) {
    Transcript transcript = new Transcript(MessageReader.read(messages, ""));
    if (role.equals(Said.USER)) {
      return transcript.question();
    }
    return Found.first(
        transcript.sinceQuestion().reversed(),
        message -> message.isBy(role) ? message.text() : new Found.Nothing());
  }
}
