package io.evalstream.judgeclient;

import com.fasterxml.jackson.databind.JsonNode;

/// What a chat completion says. What is absent is an empty text or zero; a body that is none of the
/// kind is its own content.
///
/// @param finishReason why the judge stopped writing
/// @param refusal what the model says when it declines in the field that is meant for it
record ChatCompletion(
    String content,
    String finishReason,
    String refusal,
    String model,
    long inputTokens,
    long outputTokens) {

  static ChatCompletion read(String body) {
    JsonNode root = Json.readOrMissing(body);
    JsonNode choice = root.path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      return new ChatCompletion(body, "", "", "", 0, 0);
    }
    return new ChatCompletion(
        content(message.path("content")),
        choice.path("finish_reason").asText(""),
        message.path("refusal").asText(""),
        root.path("model").asText(""),
        tokens(root, "prompt_tokens"),
        tokens(root, "completion_tokens"));
  }

  boolean cutOff() {
    return finishReason.equals("length");
  }

  boolean refused() {
    return finishReason.equals("content_filter") || !refusal.isBlank();
  }

  /// A text, or a list of parts that hold one each.
  private static String content(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString();
  }

  private static long tokens(JsonNode root, String key) {
    return Math.max(0, root.path("usage").path(key).asLong(0));
  }
}
