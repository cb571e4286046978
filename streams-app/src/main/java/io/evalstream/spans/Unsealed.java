package io.evalstream.spans;

import io.evalstream.topic.DeadLetter;

/// What became of a record of OTLP: each of its spans alone, and what could not be read.
sealed interface Unsealed {

  /// One span, as it travels and is stored.
  @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
  record One(byte[] span) implements Unsealed {}

  /// The record, or a span in it, is not valid.
  record Refused(DeadLetter letter) implements Unsealed {}
}
