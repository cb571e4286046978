package io.evalstream.devcluster.stub;

/// The answerer does not know the texts; the client gets the message with status 400.
public final class NoAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoAnswerException(String message) {
    super(message);
  }
}
