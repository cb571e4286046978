package io.evalstream.assembly;

import io.evalstream.topic.DeadLetter;
import io.evalstream.trace.Trace;

/// What comes out of assembly.
sealed interface Assembled {

  /// A trace that is ready to be judged.
  record Ready(Trace trace) implements Assembled {}

  /// A part that will not be judged.
  record Refused(DeadLetter letter) implements Assembled {}
}
