package io.evalstream.otlp.wire;

/// A record that is not OTLP.
public final class BadRecordException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  BadRecordException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /// A short constant.
  public String reason() {
    return reason;
  }
}
