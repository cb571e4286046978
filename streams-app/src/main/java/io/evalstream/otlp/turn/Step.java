package io.evalstream.otlp.turn;

import io.evalstream.otlp.Span;
import io.evalstream.otlp.StepKind;
import java.util.Arrays;
import java.util.Set;

/// A span at its place in its trace.
///
/// @param parent index in [Steps#all], -1 at the top
/// @param above kinds of the spans that it lies in
record Step(Span span, StepKind kind, int parent, Set<StepKind> above) {

  Step {
    above = Set.copyOf(above);
  }

  boolean is(StepKind... kinds) {
    return Arrays.asList(kinds).contains(kind);
  }

  boolean isWithin(StepKind... kinds) {
    return Arrays.stream(kinds).anyMatch(above::contains);
  }
}
