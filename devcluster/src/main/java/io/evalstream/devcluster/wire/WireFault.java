package io.evalstream.devcluster.wire;

import java.io.IOException;

/// What a client sends is not HTTP as this server reads it; the connection ends with this status.
final class WireFault extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  WireFault(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
