package io.evalstream.async;

/// How a request ended.
public sealed interface Ending<A> {

  /// With an answer.
  record Answered<A>(A answer) implements Ending<A> {}

  /// Every attempt failed.
  record Exhausted<A>(String reason, String detail) implements Ending<A> {}

  /// It grew too old before an answer came.
  record Expired<A>(String detail) implements Ending<A> {}

  /// Too many requests were pending when it came.
  record Shed<A>() implements Ending<A> {}

  /// It was restored too often, so it may be what takes the process down.
  record Abandoned<A>() implements Ending<A> {}
}
