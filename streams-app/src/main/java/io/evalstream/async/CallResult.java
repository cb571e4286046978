package io.evalstream.async;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How one attempt of a call went.
public sealed interface CallResult<A> {

  /// The same with another answer, when there is one.
  default <B> CallResult<B> map(Function<A, B> change) {
    return switch (this) {
      case Answered<A>(A answer) -> new Answered<>(change.apply(answer));
      case Retry<A>(String reason, String detail, @Nullable Duration after, boolean overloaded) ->
          new Retry<>(reason, detail, after, overloaded);
      case Pause<A>(String reason, String detail, Duration pause) ->
          new Pause<>(reason, detail, pause);
    };
  }

  /// The request ends with this answer.
  record Answered<A>(A answer) implements CallResult<A> {}

  /// The failure may pass: try again, not before `after` when the peer named a time.
  ///
  /// @param reason a short constant such as `http_503`; becomes a metric label
  /// @param detail what to tell a person
  /// @param overloaded the peer asked for less: concurrency is reduced
  record Retry<A>(String reason, String detail, @Nullable Duration after, boolean overloaded)
      implements CallResult<A> {}

  /// Nobody can use the peer for now (quota exhausted, bad credentials). The attempt does not
  /// count; no call is made until `pause` has passed.
  record Pause<A>(String reason, String detail, Duration pause) implements CallResult<A> {}
}
