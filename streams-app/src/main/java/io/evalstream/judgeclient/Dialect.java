package io.evalstream.judgeclient;

import java.util.Optional;

/// How an API wants to be asked: they all speak "OpenAI", and each leaves out something else.
///
/// Starts with the strictest form and only ever steps down, when an error names what is not
/// understood.
///
/// @param format how the shape of the reply is asked for
/// @param limitKey the name of the parameter that limits the reply
record Dialect(Format format, String limitKey) {

  /// From the strictest form to the loosest.
  enum Format {
    JSON_SCHEMA,
    JSON_OBJECT,
    TEXT
  }

  static final String LIMIT_KEY = "max_completion_tokens";
  static final String OLD_LIMIT_KEY = "max_tokens";

  static final Dialect STRICTEST = new Dialect(Format.JSON_SCHEMA, LIMIT_KEY);

  /// The next dialect to try after this error; empty when the error is about something else.
  Optional<Dialect> after(ApiError error) {
    if (namesFormat(error) && format != Format.TEXT) {
      Format next = format == Format.JSON_SCHEMA ? Format.JSON_OBJECT : Format.TEXT;
      return Optional.of(new Dialect(next, limitKey));
    }
    if (limitKey.equals(LIMIT_KEY) && error.names(LIMIT_KEY) && error.saysUnsupported()) {
      return Optional.of(new Dialect(format, OLD_LIMIT_KEY));
    }
    return Optional.empty();
  }

  private static boolean namesFormat(ApiError error) {
    return error.isAbout("response_format")
        || error.isAbout("json_schema")
        || error.isAbout("json_object");
  }
}
