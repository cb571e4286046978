package io.evalstream.devcluster.wire;

import java.io.IOException;

/// Answers the requests to a [WireServer], or does something worse to their connections.
///
/// Safe for use by many threads at once.
@FunctionalInterface
public interface WireHandler {

  /// Takes one request to its end. What it does not answer leaves the client waiting.
  ///
  /// @throws IOException when the connection is broken; it is closed
  /// @throws InterruptedException when the server is closed; the connection is reset
  void handle(WireRequest request, WireConnection connection)
      throws IOException, InterruptedException;
}
