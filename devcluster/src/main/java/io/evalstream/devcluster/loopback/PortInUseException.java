package io.evalstream.devcluster.loopback;

/// Another process listens on the port that was asked for.
///
/// The message is fit to be shown to a user as it is.
public final class PortInUseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PortInUseException(String owner, int port, Throwable cause) {
    super(
        owner
            + ": port must be free, was 127.0.0.1:"
            + port
            + " in use by another process; stop it, or choose another port (0 takes any free one)",
        cause);
  }
}
