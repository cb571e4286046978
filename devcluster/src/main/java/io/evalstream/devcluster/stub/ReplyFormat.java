package io.evalstream.devcluster.stub;

import java.util.Locale;

/// How a request asks for the shape of the reply, from the strictest way to the loosest.
public enum ReplyFormat {
  /// With a JSON schema.
  JSON_SCHEMA,
  /// With a tool that has to be called.
  TOOL,
  /// As some JSON object; the prompt says which.
  JSON_OBJECT,
  /// In the words of the prompt alone.
  TEXT;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /// The name in `/faults`.
  public String wireName() {
    return wireName;
  }
}
