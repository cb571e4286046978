package io.evalstream.otlp.wire;

/// A span that breaks a rule; the message says which.
final class BadSpanException extends Exception {

  private static final long serialVersionUID = 1L;

  BadSpanException(String message) {
    super(message);
  }
}
