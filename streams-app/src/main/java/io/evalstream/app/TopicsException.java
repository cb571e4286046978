package io.evalstream.app;

/// The topics do not fit; the message says which and what to do.
public final class TopicsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TopicsException(String message) {
    super(message);
  }
}
