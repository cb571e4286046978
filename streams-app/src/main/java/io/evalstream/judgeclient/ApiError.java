package io.evalstream.judgeclient;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an API says about a request that it did not serve.
///
/// Reads the shapes in use: `{"error": {"message", "type", "code", "param"}}`, the same without the
/// envelope, `{"error": "..."}` and `{"detail": ...}`, where a list of details says in `loc` which
/// parameter each is about. What is absent is an empty text.
record ApiError(String message, String type, String code, String param) {

  private static final Pattern UNSUPPORTED =
      Pattern.compile(
          "unsupported|not supported|(does not|doesn't) support|unavailable|unrecognized|unknown"
              + "|unexpected|not permitted|not allowed|invalid parameter|must be one of"
              + "|extra (inputs|fields)|additional propert");

  /// A longer message may repeat the prompt, in which any word can stand.
  private static final int LONGEST_PLAIN_MESSAGE = 300;

  /// Words for a key or for what it may do; "keyword" and "monkey" are none.
  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "authenti|authori[sz]|permission|credential|(?<![a-z])(api|access)?keys?(?![a-z])");

  private static final Pattern FLAGGED = Pattern.compile("moderat|flagged");

  /// The header Content-Type is another matter.
  private static final Pattern CONTENT = Pattern.compile("content(?![-_ ](type|length))");

  static ApiError read(String body) {
    JsonNode root = Json.readOrMissing(body);
    JsonNode error = root.path("error").isObject() ? root.path("error") : root;
    String message =
        Json.firstText(error.path("message"), root.path("error"), root.path("detail"), error);
    return new ApiError(
        message, error.path("type").asText(""), error.path("code").asText(""), param(error, root));
  }

  private static String param(JsonNode error, JsonNode root) {
    List<String> places = new ArrayList<>();
    root.path("detail").forEach(detail -> places.add(detail.path("loc").toString()));
    error.at("/message/detail").forEach(detail -> places.add(detail.path("loc").toString()));
    return error.path("param").asText(String.join(" ", places));
  }

  boolean names(String word) {
    return param.contains(word) || lower(message).contains(word);
  }

  /// The error is about this parameter, and not only about a text in which its name stands.
  boolean isAbout(String parameter) {
    return param.contains(parameter)
        || (saysUnsupported()
            && message.length() <= LONGEST_PLAIN_MESSAGE
            && lower(message).contains(parameter));
  }

  boolean saysUnsupported() {
    return says(UNSUPPORTED);
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
        || names("context_length_exceeded")
        || names("prompt is too long");
  }

  boolean saysFiltered() {
    return code.equals("content_filter") || code.equals("content_policy_violation");
  }

  /// The key is wrong or may not do this. A flagged text is no matter of keys, even where a gateway
  /// calls it a denied permission.
  boolean saysNoAccess() {
    return !saysFiltered() && !says(FLAGGED) && says(CREDENTIALS);
  }

  /// The text was not to the liking of the API.
  boolean saysModerated() {
    return says(FLAGGED) || says(CONTENT);
  }

  /// The shortest name of the error, for a line of log; may be empty.
  String kind() {
    return code.isEmpty() ? type : code;
  }

  private boolean says(Pattern words) {
    return words.matcher(lower(code + ' ' + type + ' ' + message)).find();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
