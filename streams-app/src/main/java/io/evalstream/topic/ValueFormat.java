package io.evalstream.topic;

/// How the value of an input record is encoded.
public enum ValueFormat {
  /// By its first byte: 0 or 1 is Avro in Confluent's wire format, `{` is JSON.
  AUTO,
  AVRO,
  JSON
}
