package io.evalstream.export;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came back of a request.
sealed interface Answer {

  /// The endpoint has it.
  ///
  /// @param rejected evaluations of it that the endpoint will not take
  /// @param detail what the endpoint says of them
  record Taken(long rejected, String detail) implements Answer {}

  /// The same may be taken later.
  ///
  /// @param retryAfter how long the endpoint asks to be left in peace; null when it does not say
  record Busy(String reason, String detail, @Nullable Duration retryAfter) implements Answer {}

  /// It will never be taken.
  record Refused(String reason, String detail) implements Answer {}
}
