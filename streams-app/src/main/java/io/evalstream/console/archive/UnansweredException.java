package io.evalstream.console.archive;

import java.time.Duration;

/// There is an answer, but not now: too many ask, or the question takes too long.
public final class UnansweredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// When it is worth asking again.
  public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  UnansweredException(String message, Throwable cause) {
    super(message, cause);
  }

  public UnansweredException(String message) {
    super(message);
  }
}
