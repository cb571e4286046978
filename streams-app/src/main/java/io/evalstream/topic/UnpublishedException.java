package io.evalstream.topic;

/// Kafka did not say that it has a record: it may have it or not.
public final class UnpublishedException extends Exception {

  private static final long serialVersionUID = 1L;

  public UnpublishedException(String message, Throwable cause) {
    super(message, cause);
  }
}
