package io.evalstream.agreement;

import io.evalstream.state.LabelPair;
import io.evalstream.topic.DeadLetter;

/// What comes of it when people and judge have spoken of a trace.
sealed interface Matched {

  record Pair(LabelPair pair) implements Matched {}

  /// Feedback that belongs to no trace.
  record Refused(DeadLetter letter) implements Matched {}
}
