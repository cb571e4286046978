package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.devcluster.wire.WireReply;
import org.jspecify.annotations.Nullable;

/// An error as an OpenAI-compatible API words it.
///
/// @param code what exactly is wrong, for programs
/// @param param which parameter is; null when it is not said
record OpenAiError(
    int status, String type, @Nullable String code, @Nullable String param, String message) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String INVALID = "invalid_request_error";

  static OpenAiError of(Trouble trouble) {
    return switch (trouble) {
      case Trouble.Invalid(String message) -> invalid(message);
      case Trouble.NotUnderstood(ReplyFormat format) -> notUnderstood(format);
      case Trouble.TooLong(long prompt, long context) -> tooLong(prompt, context);
      case Trouble.Unknown(String message) -> plain(400, INVALID, "unknown_text", message);
      case Trouble.RateLimited _ ->
          plain(429, "requests", "rate_limit_exceeded", "Rate limit reached, try again in 1s.");
      case Trouble.OverLimit over -> overLimit(over);
      case Trouble.NoQuota _ ->
          plain(
              429,
              "insufficient_quota",
              "insufficient_quota",
              "You exceeded your current quota, please check your plan and billing details.");
      case Trouble.BadKey _ ->
          plain(401, INVALID, "invalid_api_key", "Incorrect API key provided.");
      case Trouble.NoModel _ ->
          plain(
              404,
              INVALID,
              "model_not_found",
              "The model does not exist or you do not have access to it.");
      case Trouble.Broken(String message) -> server(500, message);
      case Trouble.Overloaded _ -> server(503, "Try again.");
    };
  }

  static OpenAiError invalid(String message) {
    return plain(400, INVALID, "invalid_request", message);
  }

  static OpenAiError noSuchRoute(String route) {
    return plain(404, INVALID, "unknown_url", "Unknown request URL: " + route + ".");
  }

  static OpenAiError server(int status, String message) {
    return plain(status, "server_error", "server_error", message);
  }

  private static OpenAiError plain(int status, String type, String code, String message) {
    return new OpenAiError(status, type, code, null, message);
  }

  private static OpenAiError notUnderstood(ReplyFormat format) {
    return switch (format) {
      case JSON_SCHEMA, JSON_OBJECT ->
          new OpenAiError(
              400,
              INVALID,
              null,
              "response_format",
              "Invalid parameter: 'response_format' of type '%s' is not supported with this model."
                  .formatted(format.wireName()));
      case TOOL ->
          new OpenAiError(400, INVALID, null, null, "tools is not supported in this model.");
      case TEXT ->
          new OpenAiError(
              400,
              INVALID,
              "missing_required_parameter",
              "response_format",
              "Missing required parameter: 'response_format'.");
    };
  }

  private static OpenAiError tooLong(long prompt, long context) {
    return new OpenAiError(
        400,
        INVALID,
        "context_length_exceeded",
        "messages",
        "This model's maximum context length is %d tokens. However, your messages resulted in %d tokens."
            .formatted(context, prompt));
  }

  private static OpenAiError overLimit(Trouble.OverLimit over) {
    Standing standing = over.standing();
    return plain(
        429,
        over.what(),
        "rate_limit_exceeded",
        "Rate limit reached for %s on %s per min: Limit %d, Used %d, Requested %d. Please try again in %s."
            .formatted(
                over.model(),
                over.what(),
                standing.limit(),
                standing.limit() - standing.remaining(),
                over.asked(),
                Standing.time(over.waitNanos())));
  }

  WireReply reply() {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("error")
        .put("message", message)
        .put("type", type)
        .put("param", param)
        .put("code", code);
    return WireReply.json(status, root.toString());
  }
}
