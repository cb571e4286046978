package io.evalstream.otlp.wire;

/// How a record holds spans. The Collector calls them `otlp_proto` and `otlp_json`.
public enum Encoding {
  /// JSON when it begins with a brace, Protobuf otherwise: no message of OTLP begins with that
  /// byte.
  AUTO,
  PROTO,
  JSON
}
