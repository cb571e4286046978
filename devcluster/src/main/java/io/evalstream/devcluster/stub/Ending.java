package io.evalstream.devcluster.stub;

import java.util.Locale;

/// How a call to the stub judge ends.
public enum Ending {
  /// With the verdict.
  ANSWERED,
  /// With 429 and `Retry-After`, by chance or because a limit is reached.
  RATE_LIMITED,
  /// With 500 or 503, by chance or because the answerer fails.
  SERVER_ERROR,
  /// With a reply whose content is no JSON.
  BROKEN_JSON,
  /// With a label that was not offered.
  WRONG_LABEL,
  /// With a reply that stops at the token limit.
  TRUNCATED,
  /// With headers, and then nothing until the client gives up.
  HANG,
  /// With a connection that breaks before any reply.
  RESET,
  /// With a refusal instead of content.
  REFUSED,
  /// With bytes that are no HTTP, and the end of the connection.
  GARBAGE,
  /// With 429 `insufficient_quota`, as long as the account is in this state.
  QUOTA_EXHAUSTED,
  /// With 401 `invalid_api_key`, as long as the account is in this state.
  BAD_CREDENTIALS,
  /// With 404 `model_not_found`, as long as the account is in this state.
  MODEL_NOT_FOUND,
  /// With a connection that is closed without a byte, as long as the provider is down.
  DOWN,
  /// Without a reply: the client went while the call waited in line.
  ABANDONED,
  /// With 400: the request is not one that the stub understands, or that fits its context.
  INVALID,
  /// With 400: the answerer does not know the texts.
  UNKNOWN;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /// The name in `GET /stats`.
  public String wireName() {
    return wireName;
  }
}
