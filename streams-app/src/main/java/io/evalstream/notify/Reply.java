package io.evalstream.notify;

import io.evalstream.async.CallResult;
import io.evalstream.async.CallResult.Answered;
import io.evalstream.async.CallResult.Retry;
import io.evalstream.trace.Opening;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came back of a message.
sealed interface Reply {

  int DETAIL = 200;

  /// An answer over HTTP.
  record Answer(int status, String body, @Nullable Duration retryAfter) implements Reply {

    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /// Whether the same message may be taken later.
    boolean mayPass() {
      return status == 408 || status == 429 || status >= 500;
    }

    String detail() {
      return "answered " + status + ": " + Opening.marked(body, DETAIL);
    }
  }

  /// Nothing.
  record None(String reason, String detail) implements Reply {}

  /// What the operator does after a reply that is no success.
  default CallResult<Delivery> failure() {
    return switch (this) {
      case None(String reason, String detail) -> new Retry<>(reason, detail, null, false);
      case Answer answer when answer.mayPass() ->
          new Retry<>(
              "http_" + answer.status, answer.detail(), answer.retryAfter, answer.status == 429);
      case Answer answer -> new Answered<>(new Delivery.Failed(answer.detail()));
    };
  }
}
