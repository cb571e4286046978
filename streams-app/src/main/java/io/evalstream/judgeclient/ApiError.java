package io.evalstream.judgeclient;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an API says about a request that it did not serve.
///
/// Reads the shapes in use: `{"error": {"message", "type", "code", "param"}}`, the same without the
/// envelope, `{"error": "..."}` and `{"detail": ...}`. What is absent is an empty text.
record ApiError(String message, String type, String code, String param) {

  private static final Pattern UNSUPPORTED =
      Pattern.compile(
          "unsupported|not supported|unrecognized|unknown|unexpected|not permitted|not allowed"
              + "|extra (inputs|fields)|additional propert");

  static ApiError read(String body) {
    JsonNode root = Json.readOrMissing(body);
    JsonNode error = root.path("error").isObject() ? root.path("error") : root;
    String message =
        Json.firstText(error.path("message"), root.path("error"), root.path("detail"), error);
    return new ApiError(
        message,
        error.path("type").asText(""),
        error.path("code").asText(""),
        error.path("param").asText(""));
  }

  boolean names(String word) {
    return param.contains(word) || lower(message).contains(word);
  }

  boolean saysUnsupported() {
    return UNSUPPORTED.matcher(lower(code + ' ' + type + ' ' + message)).find();
  }

  /// The account has no money or allowance left; waiting a moment will not help.
  boolean saysNoQuota() {
    String kind = lower(code + ' ' + type);
    return kind.contains("insufficient_quota")
        || kind.contains("insufficient_balance")
        || kind.contains("credit_balance")
        || kind.contains("billing")
        || kind.contains("spend_limit")
        || lower(message).contains("credit balance");
  }

  boolean saysTooLong() {
    return code.equals("context_length_exceeded")
        || names("maximum context length")
        || names("context_length_exceeded");
  }

  boolean saysFiltered() {
    return code.equals("content_filter") || code.equals("content_policy_violation");
  }

  /// The shortest name of the error, for a line of log; may be empty.
  String kind() {
    return code.isEmpty() ? type : code;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
