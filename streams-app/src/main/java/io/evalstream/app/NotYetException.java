package io.evalstream.app;

/// Something that the start needs is not there; it may be in a moment. The message is one line for
/// people.
final class NotYetException extends Exception {

  private static final long serialVersionUID = 1L;

  NotYetException(String message) {
    super(message);
  }
}
