package io.evalstream.devcluster.stub;

import java.util.Locale;

/// How a call to the stub judge ends.
public enum Ending {
  /// With the verdict.
  ANSWERED,
  /// With 429 and `Retry-After`.
  RATE_LIMITED,
  /// With 500 or 503.
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
  /// With 400: the request is not one that the stub understands.
  INVALID,
  /// With 400: the answerer does not know the texts.
  UNKNOWN;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /// The name in `GET /stats`.
  public String wireName() {
    return wireName;
  }
}
