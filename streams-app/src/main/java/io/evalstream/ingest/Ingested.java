package io.evalstream.ingest;

import io.evalstream.topic.DeadLetter;
import io.evalstream.trace.Arrival;

/// What became of an input record.
sealed interface Ingested {

  /// A valid part of a trace, in the partition of its trace id.
  record Accepted(Arrival arrival) implements Ingested {}

  /// Valid, but in another partition than that of its trace id: the record as it came.
  @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
  record Misplaced(byte[] value) implements Ingested {}

  /// Not valid.
  record Refused(DeadLetter letter) implements Ingested {}
}
