package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.devcluster.wire.WireReply;

/// An error as Anthropic words it.
record AnthropicError(int status, String type, String message) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String INVALID = "invalid_request_error";

  static AnthropicError of(Trouble trouble) {
    return switch (trouble) {
      case Trouble.Invalid(String message) -> new AnthropicError(400, INVALID, message);
      case Trouble.NotUnderstood(ReplyFormat format) ->
          new AnthropicError(400, INVALID, notUnderstood(format));
      case Trouble.TooLong(long prompt, long context) ->
          new AnthropicError(
              400,
              INVALID,
              "prompt is too long: %d tokens > %d maximum".formatted(prompt, context));
      case Trouble.Unknown(String message) -> new AnthropicError(400, INVALID, message);
      case Trouble.RateLimited _ -> rateLimited("Number of requests has exceeded your rate limit.");
      case Trouble.OverLimit over ->
          rateLimited(
              "This request would exceed your organization's rate limit of %d %s per minute."
                  .formatted(over.standing().limit(), over.what()));
      case Trouble.NoQuota _ ->
          new AnthropicError(
              400, INVALID, "Your credit balance is too low to access the Anthropic API.");
      case Trouble.BadKey _ -> new AnthropicError(401, "authentication_error", "invalid x-api-key");
      case Trouble.NoModel _ -> new AnthropicError(404, "not_found_error", "model: not found");
      case Trouble.Broken(String message) -> new AnthropicError(500, "api_error", message);
      case Trouble.Overloaded _ -> new AnthropicError(529, "overloaded_error", "Overloaded");
    };
  }

  private static AnthropicError rateLimited(String message) {
    return new AnthropicError(429, "rate_limit_error", message);
  }

  private static String notUnderstood(ReplyFormat format) {
    return switch (format) {
      case JSON_SCHEMA, JSON_OBJECT -> "output_config: Extra inputs are not permitted";
      case TOOL -> "tools: Extra inputs are not permitted";
      case TEXT -> "output_config: Field required";
    };
  }

  WireReply reply() {
    ObjectNode root = JSON.createObjectNode().put("type", "error");
    root.putObject("error").put("type", type).put("message", message);
    return WireReply.json(status, root.toString());
  }
}
