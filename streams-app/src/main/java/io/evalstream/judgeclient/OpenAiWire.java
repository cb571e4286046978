package io.evalstream.judgeclient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// OpenAI's chat completions [1], which most APIs and gateways speak, each with something left out.
///
/// [1] https://platform.openai.com/docs/api-reference/chat
record OpenAiWire() implements Wire {

  static final String LIMIT_KEY = "max_completion_tokens";
  static final String OLD_LIMIT_KEY = "max_tokens";

  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public Map<String, String> headers() {
    return Map.of();
  }

  @Override
  public Dialect begin(Format format) {
    return new Dialect(format, LIMIT_KEY);
  }

  @Override
  public ObjectNode write(Ask ask, String model, Dialect dialect) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("model", model);
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", ask.system());
    for (Turn turn : ask.turns()) {
      messages.addObject().put("role", turn.role()).put("content", turn.content());
    }
    body.put(dialect.limitKey(), ask.maxTokens());
    switch (dialect.format()) {
      case JSON_SCHEMA -> addSchema(body.putObject("response_format"), ask);
      case TOOL -> addTool(body, ask);
      case JSON_OBJECT -> body.putObject("response_format").put("type", "json_object");
      case TEXT -> {}
    }
    return body;
  }

  /// Named by the evaluator, so that logs of the provider tell the questions apart.
  private static void addSchema(ObjectNode format, Ask ask) {
    format
        .put("type", "json_schema")
        .putObject("json_schema")
        .put("name", ask.request().evaluator())
        .put("strict", true)
        .set("schema", ask.form().schema(ask.request()));
  }

  private static void addTool(ObjectNode body, Ask ask) {
    String name = ask.request().evaluator();
    body.putArray("tools")
        .addObject()
        .put("type", "function")
        .putObject("function")
        .put("name", name)
        .put("description", "Gives the reply of the judge.")
        .set("parameters", ask.form().schema(ask.request()));
    body.putObject("tool_choice").put("type", "function").putObject("function").put("name", name);
  }

  @Override
  public ChatCompletion read(String body) {
    JsonNode root = Json.readOrMissing(body);
    JsonNode choice = root.path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      return ChatCompletion.unreadable(body);
    }
    String finish = choice.path("finish_reason").asText("");
    String refusal = message.path("refusal").asText("");
    JsonNode usage = root.path("usage");
    return new ChatCompletion(
        content(message),
        finish.equals("length"),
        finish.equals("content_filter") || !refusal.isBlank(),
        refusal,
        root.path("model").asText(""),
        ChatCompletion.tokens(usage, "prompt_tokens"),
        ChatCompletion.tokens(usage, "completion_tokens"));
  }

  /// The arguments of the tool that had to be called, a text, or a list of parts that hold one
  /// each.
  private static String content(JsonNode message) {
    JsonNode arguments = message.at("/tool_calls/0/function/arguments");
    JsonNode content = message.path("content");
    if (arguments.isTextual()) {
      return arguments.asText();
    }
    if (!content.isArray()) {
      return content.asText("");
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString();
  }

  @Override
  public Optional<Dialect> after(Dialect used, ApiError error) {
    if (isAboutFormat(used.format(), error)) {
      return used.format().next().map(used::with);
    }
    if (used.limitKey().equals(LIMIT_KEY) && error.names(LIMIT_KEY) && error.saysUnsupported()) {
      return Optional.of(new Dialect(used.format(), OLD_LIMIT_KEY));
    }
    return Optional.empty();
  }

  private static boolean isAboutFormat(Format format, ApiError error) {
    return switch (format) {
      case JSON_SCHEMA, JSON_OBJECT ->
          error.isAbout("response_format")
              || error.isAbout("json_schema")
              || error.isAbout("json_object");
      case TOOL -> error.isAbout("tool") || error.isAbout("function");
      case TEXT -> false;
    };
  }
}
