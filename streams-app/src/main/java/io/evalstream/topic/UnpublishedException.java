package io.evalstream.topic;

/// A record was not published, or nobody knows whether it was.
public final class UnpublishedException extends Exception {

  private static final long serialVersionUID = 1L;

  public UnpublishedException(String message, Throwable cause) {
    super(message, cause);
  }
}
