package io.evalstream.judgeclient;

import com.fasterxml.jackson.databind.JsonNode;

/// What a reply of an API says, whatever its wire format.
///
/// @param content what the model wrote
/// @param cutOff whether it stopped at the limit of tokens
/// @param refused whether it would not answer
/// @param refusal what it says about that; may be empty
record ChatCompletion(
    String content,
    boolean cutOff,
    boolean refused,
    String refusal,
    String model,
    long inputTokens,
    long outputTokens) {

  /// A body that is no reply is its own content.
  static ChatCompletion unreadable(String body) {
    return new ChatCompletion(body, false, false, "", "", 0, 0);
  }

  static long tokens(JsonNode usage, String key) {
    return Math.max(0, usage.path(key).asLong(0));
  }
}
