package io.evalstream.app;

/// Kafka does not let the monitor in; the message says which settings to look at.
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
