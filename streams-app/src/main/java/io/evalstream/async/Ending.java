package io.evalstream.async;

/// How a request ended.
public sealed interface Ending<A> {

  /// With an answer.
  record Answered<A>(A answer) implements Ending<A> {}

  /// Every attempt failed, or there was nothing to ask because its question could not be prepared.
  record Exhausted<A>(String reason, String detail) implements Ending<A> {}

  /// It grew too old before an answer came.
  record Expired<A>(String detail) implements Ending<A> {}

  /// Too many requests were pending when it came.
  record Shed<A>() implements Ending<A> {}

  /// It was called in too many lives of its task, so it may be what takes the process down.
  record Abandoned<A>() implements Ending<A> {}
}
