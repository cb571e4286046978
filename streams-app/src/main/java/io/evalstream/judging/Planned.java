package io.evalstream.judging;

import io.evalstream.event.JudgedTrace;
import io.evalstream.state.JudgementRequest;

/// What a trace asks for.
sealed interface Planned {

  /// A judgement.
  record Judge(JudgementRequest request) implements Planned {}

  /// Nothing: the trace is done.
  record Nothing(JudgedTrace trace) implements Planned {}
}
