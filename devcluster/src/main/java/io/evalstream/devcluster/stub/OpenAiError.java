package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.devcluster.wire.WireReply;

/// An error as an OpenAI-compatible API words it.
///
/// @param code what exactly is wrong, for programs
record OpenAiError(int status, String type, String code, String message) {

  private static final JsonMapper JSON = new JsonMapper();

  static OpenAiError invalid(String message) {
    return new OpenAiError(400, "invalid_request_error", "invalid_request", message);
  }

  static OpenAiError unknown(String message) {
    return new OpenAiError(400, "invalid_request_error", "unknown_text", message);
  }

  static OpenAiError rateLimited() {
    return new OpenAiError(
        429, "requests", "rate_limit_exceeded", "Rate limit reached, try again in 1s.");
  }

  /// @param what `requests` or `tokens`
  /// @param asked how much of it the call needs
  /// @param waitNanos until there is so much
  static OpenAiError overLimit(
      String model, String what, Standing standing, long asked, long waitNanos) {
    String message =
        "Rate limit reached for %s on %s per min: Limit %d, Used %d, Requested %d. Please try again in %s."
            .formatted(
                model,
                what,
                standing.limit(),
                standing.limit() - standing.remaining(),
                asked,
                Standing.time(waitNanos));
    return new OpenAiError(429, what, "rate_limit_exceeded", message);
  }

  static OpenAiError quotaExhausted() {
    return new OpenAiError(
        429,
        "insufficient_quota",
        "insufficient_quota",
        "You exceeded your current quota, please check your plan and billing details.");
  }

  static OpenAiError badCredentials() {
    return new OpenAiError(
        401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.");
  }

  static OpenAiError modelNotFound() {
    return new OpenAiError(
        404,
        "invalid_request_error",
        "model_not_found",
        "The model does not exist or you do not have access to it.");
  }

  static OpenAiError noSuchRoute(String route) {
    return new OpenAiError(
        404, "invalid_request_error", "unknown_url", "Unknown request URL: " + route + ".");
  }

  static OpenAiError server(int status, String message) {
    return new OpenAiError(status, "server_error", "server_error", message);
  }

  WireReply reply() {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("error")
        .put("message", message)
        .put("type", type)
        .putNull("param")
        .put("code", code);
    return WireReply.json(status, root.toString());
  }
}
