package io.evalstream.judgement;

/// A file that is no calibration; the message says where and why.
public final class InvalidCalibrationException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidCalibrationException(String message) {
    super(message);
  }
}
