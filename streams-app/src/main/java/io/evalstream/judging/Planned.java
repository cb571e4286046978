package io.evalstream.judging;

import io.evalstream.event.JudgedTrace;
import io.evalstream.state.JudgementRequest;
import io.evalstream.state.Observation;

/// What a trace asks for.
sealed interface Planned {

  /// A judgement.
  record Judge(JudgementRequest request) implements Planned {}

  /// What rates are told of a trace that asks for nothing.
  record Seen(Observation observation) implements Planned {}

  /// Nothing: the trace is done.
  record Nothing(JudgedTrace trace) implements Planned {}
}
