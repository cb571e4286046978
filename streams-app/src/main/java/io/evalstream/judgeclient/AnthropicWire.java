package io.evalstream.judgeclient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// Anthropic's messages [1]. There is no form between a tool and plain text.
///
/// [1] https://docs.anthropic.com/en/api/messages
record AnthropicWire() implements Wire {

  private static final String LIMIT_KEY = "max_tokens";

  @Override
  public String path() {
    return "/messages";
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("anthropic-version", "2023-06-01");
  }

  @Override
  public Dialect begin(Format format) {
    return new Dialect(format == Format.JSON_OBJECT ? Format.TEXT : format, LIMIT_KEY);
  }

  @Override
  public ObjectNode write(Ask ask, String model, Dialect dialect) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("model", model);
    body.put(dialect.limitKey(), ask.maxTokens()).put("system", ask.system());
    ArrayNode messages = body.putArray("messages");
    for (Turn turn : ask.turns()) {
      messages.addObject().put("role", turn.role()).put("content", turn.content());
    }
    switch (dialect.format()) {
      case JSON_SCHEMA ->
          body.putObject("output_config")
              .putObject("format")
              .put("type", "json_schema")
              .set("schema", ask.form().schema(ask.request()));
      case TOOL -> addTool(body, ask);
      case JSON_OBJECT, TEXT -> {}
    }
    return body;
  }

  private static void addTool(ObjectNode body, Ask ask) {
    String name = ask.request().evaluator();
    body.putArray("tools")
        .addObject()
        .put("name", name)
        .put("description", "Gives the reply of the judge.")
        .set("input_schema", ask.form().schema(ask.request()));
    body.putObject("tool_choice").put("type", "tool").put("name", name);
  }

  /// What was read from a cache and written to it is not among the input tokens that are told.
  @Override
  public ChatCompletion read(String body) {
    JsonNode root = Json.readOrMissing(body);
    JsonNode content = root.path("content");
    if (!content.isArray()) {
      return ChatCompletion.unreadable(body);
    }
    String stop = root.path("stop_reason").asText("");
    JsonNode usage = root.path("usage");
    String text = content(content);
    return new ChatCompletion(
        text,
        stop.equals("max_tokens") || stop.equals("model_context_window_exceeded"),
        stop.equals("refusal"),
        stop.equals("refusal") ? text : "",
        root.path("model").asText(""),
        ChatCompletion.tokens(usage, "input_tokens")
            + ChatCompletion.tokens(usage, "cache_read_input_tokens")
            + ChatCompletion.tokens(usage, "cache_creation_input_tokens"),
        ChatCompletion.tokens(usage, "output_tokens"));
  }

  /// The input of the tool that had to be called, or the texts. Thoughts are neither.
  private static String content(JsonNode blocks) {
    StringBuilder text = new StringBuilder();
    for (JsonNode block : blocks) {
      if (block.path("type").asText("").equals("tool_use")) {
        return block.path("input").toString();
      }
      text.append(block.path("text").asText(""));
    }
    return text.toString();
  }

  @Override
  public Optional<Dialect> after(Dialect used, ApiError error) {
    return switch (used.format()) {
      case JSON_SCHEMA ->
          error.isAbout("output_config") || error.isAbout("json_schema")
              ? Optional.of(used.with(Format.TOOL))
              : Optional.empty();
      case TOOL -> error.isAbout("tool") ? Optional.of(used.with(Format.TEXT)) : Optional.empty();
      case JSON_OBJECT, TEXT -> Optional.empty();
    };
  }
}
