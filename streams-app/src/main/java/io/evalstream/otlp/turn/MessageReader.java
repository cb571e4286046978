package io.evalstream.otlp.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads messages in the shapes that instrumentations send: those of OpenInference
/// (`message.content`, `message.contents`), OpenTelemetry (`parts`), OpenLLMetry (`content`,
/// `tool_calls`), of the APIs of models (`content` as a list) and of LangChain (`type`, `kwargs`).
final class MessageReader {

  private static final int DEEPEST = 4;
  private static final Map<String, String> ROLES =
      Map.of("human", Said.USER, "ai", Said.ASSISTANT, "model", Said.ASSISTANT, "function", "tool");
  private static final List<String> KNOWN_ROLES =
      List.of(Said.USER, Said.ASSISTANT, "system", "developer", Said.TOOL);
  private static final List<String> WRAPPERS =
      List.of("message", "prompt", "completion", "kwargs", "data");
  private static final List<String> CALLS =
      List.of("tool_call", "tool-call", "tool_use", "function_call");
  private static final List<String> RESULTS =
      List.of("tool_call_response", "tool-result", "tool_result", "function_call_output");
  private static final List<String> CALL_IDS =
      List.of("call_id", "tool_call_id", "toolCallId", "tool_use_id", "id");
  private static final List<String> TEXT_TYPES = List.of("text", "input_text", "output_text", "");

  private MessageReader() {}

  /// @param value a list of messages, one, or its text
  /// @param role of those that name none
  static List<Said> read(JsonNode value, String role) {
    List<Said> messages = new ArrayList<>();
    collect(JsonText.unfolded(value), role, messages, 0);
    return messages;
  }

  /// Calls of tools that are told apart from messages.
  static List<Said> calls(JsonNode value) {
    Parts parts = new Parts();
    list(value).forEach(parts::call);
    return parts.calls.isEmpty() ? List.of() : List.of(parts.as(Said.ASSISTANT));
  }

  private static void collect(JsonNode node, String role, List<Said> messages, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (node.isArray() && isPair(node)) {
      messages.add(plain(role(node.get(0).asText(), role), node.get(1).asText()));
    } else if (node.isArray()) {
      node.forEach(element -> collect(element, role, messages, depth + 1));
    } else if (node.path("messages").isArray()) {
      collect(node.path("messages"), role, messages, depth + 1);
    } else if (node.isObject()) {
      messages.add(message(node, role));
    } else if (node.isTextual()) {
      messages.add(plain(role, node.textValue()));
    }
  }

  /// `["user", "Hello"]`.
  private static boolean isPair(JsonNode node) {
    return node.size() == 2
        && node.get(0).isTextual()
        && node.get(1).isTextual()
        && isRole(node.get(0).textValue());
  }

  private static boolean isRole(String role) {
    String lower = role.toLowerCase(Locale.ROOT);
    return KNOWN_ROLES.contains(lower) || ROLES.containsKey(lower);
  }

  private static String role(String given, String dflt) {
    String lower = given.toLowerCase(Locale.ROOT);
    if (KNOWN_ROLES.contains(lower)) {
      return lower;
    }
    return ROLES.getOrDefault(lower, dflt);
  }

  private static Said plain(String role, String text) {
    return new Said(role, Found.of(text), List.of(), List.of());
  }

  private static Said message(JsonNode outer, String dflt) {
    JsonNode node = unwrapped(outer);
    String type = node.path("type").asText(outer.path("type").asText(""));
    String role = role(node.path("role").asText(type), dflt);
    Parts parts = new Parts();
    if (CALLS.contains(type) || RESULTS.contains(type)) {
      parts.part(node);
    }
    for (JsonNode call : list(node.path("tool_calls"))) {
      parts.call(call.has("tool_call") ? call.path("tool_call") : call);
    }
    for (String key : List.of("content", "contents", "parts", "text")) {
      parts.add(node.path(key));
    }
    if (role.equals(Said.TOOL)) {
      parts.textIsResult(valueOf(node, CALL_IDS));
    }
    return parts.as(role);
  }

  private static JsonNode unwrapped(JsonNode outer) {
    for (String wrapper : WRAPPERS) {
      JsonNode inner = outer.path(wrapper);
      JsonNode structure = JsonText.structure(inner);
      if (structure != null && structure.isObject() && !outer.has("content")) {
        return structure;
      }
    }
    return outer;
  }

  private static Iterable<JsonNode> list(JsonNode node) {
    JsonNode structure = JsonText.structure(node);
    return structure != null && structure.isArray() ? structure : List.of();
  }

  /// The first of several keys that has a value; null when none has.
  private static @Nullable String valueOf(JsonNode node, List<String> keys) {
    for (String key : keys) {
      JsonNode value = node.path(key);
      if (!value.isMissingNode() && !value.isNull()) {
        return JsonText.of(value);
      }
    }
    return null;
  }

  /// What the parts of one message say together.
  private static final class Parts {

    private final List<String> texts = new ArrayList<>();
    private final List<Said.Call> calls = new ArrayList<>();
    private final List<Said.Result> results = new ArrayList<>();
    private boolean hidden;

    Said as(String role) {
      return new Said(role, text(), calls, results);
    }

    private Found text() {
      Found found = Found.of(String.join("\n", texts));
      return hidden && !found.isText() ? new Found.Hidden() : found;
    }

    void add(JsonNode content) {
      if (content.isArray()) {
        content.forEach(this::part);
      } else if (content.isObject()) {
        part(content);
      } else if (content.isTextual()) {
        addText(content.textValue());
      }
    }

    private void addText(String text) {
      switch (Found.of(text)) {
        case Found.Text(String given) -> texts.add(given);
        case Found.Hidden() -> hidden = true;
        case Found.Nothing() -> {}
      }
    }

    private void part(JsonNode outer) {
      JsonNode part = outer.has("message_content") ? outer.path("message_content") : outer;
      if (part.isTextual()) {
        addText(part.textValue());
        return;
      }
      String type = part.path("type").asText("");
      JsonNode text = part.has("text") ? part.path("text") : part.path("content");
      if (CALLS.contains(type)) {
        call(part);
      } else if (RESULTS.contains(type)) {
        result(part);
      } else if (TEXT_TYPES.contains(type) && text.isTextual()) {
        addText(text.textValue());
      }
    }

    private void call(JsonNode node) {
      JsonNode function = node.path("function");
      JsonNode named = function.isObject() ? function : node;
      String name = valueOf(named, List.of("name", "toolName"));
      if (name != null && !name.isBlank()) {
        calls.add(
            new Said.Call(
                valueOf(node, CALL_IDS),
                name,
                valueOf(named, List.of("arguments", "input", "args"))));
      }
    }

    private void result(JsonNode node) {
      JsonNode output = node.path("output");
      String given =
          output.has("value")
              ? JsonText.of(output.path("value"))
              : valueOf(node, List.of("response", "result", "content", "output"));
      if (Found.of(given) instanceof Found.Text(String text)) {
        results.add(new Said.Result(valueOf(node, CALL_IDS), text));
      }
    }

    void textIsResult(@Nullable String callId) {
      if (!texts.isEmpty()) {
        results.add(new Said.Result(callId, String.join("\n", texts)));
        texts.clear();
      }
    }
  }

  /// A message as an event of a span tells it: attributes, of which some are the text of JSON.
  static List<Said> ofEvent(Map<String, JsonNode> attributes, String role) {
    for (String whole : List.of("gen_ai.event.content", "message")) {
      JsonNode value = attributes.get(whole);
      if (value != null) {
        return read(value, role);
      }
    }
    var message = JsonNodeFactory.instance.objectNode();
    attributes.forEach((name, value) -> message.set(name, JsonText.unfolded(value)));
    return List.of(message(message, role));
  }
}
