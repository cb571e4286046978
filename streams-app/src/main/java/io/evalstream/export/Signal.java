package io.evalstream.export;

import java.util.Locale;

/// What evaluations are sent as.
enum Signal {
  /// Spans.
  TRACES,
  /// Log records that are events.
  LOGS;

  /// The name in metrics and logs.
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Appended to the endpoint.
  String path() {
    return "/v1/" + wireName();
  }
}
