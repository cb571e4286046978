package io.evalstream.spans;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.topic.DeadLetter;

/// What is made of the spans of a trace.
sealed interface Made {

  /// The turn itself.
  record Event(ChatEvent event) implements Made {}

  /// A retrieval of the turn.
  record Retrieval(RetrievalSpan span) implements Made {}

  /// A turn that is too large to be published.
  record Refused(DeadLetter letter) implements Made {}
}
