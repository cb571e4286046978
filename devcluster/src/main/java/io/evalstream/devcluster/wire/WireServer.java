package io.evalstream.devcluster.wire;

import io.evalstream.devcluster.loopback.LoopbackPort;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// An HTTP server on 127.0.0.1 whose handler holds the connection itself.
///
/// *When to use*: for a server that has to misbehave below HTTP, or that must cost next to nothing
/// beside what it tests. Any other is better off with a
/// [io.evalstream.devcluster.loopback.LoopbackServer].
///
/// *How it works*: one thread accepts connections; each has a virtual thread that reads a request,
/// lets the handler answer it, and reads the next. So a handler may block, and the replies on one
/// connection are in the order of its requests. Closing the server interrupts all handlers and
/// breaks their connections.
public final class WireServer implements AutoCloseable {

  /// How long to wait when a connection cannot be accepted, for example for lack of file handles.
  private static final int PAUSE_MILLIS = 20;

  private final LoopbackPort port;
  private final WireHandler handler;
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

  private WireServer(LoopbackPort port, WireHandler handler) {
    this.port = port;
    this.handler = handler;
  }

  /// Starts a server.
  ///
  /// @param owner what is served, for the message of a failure
  /// @param number of the port, 0 for any free one
  /// @throws io.evalstream.devcluster.loopback.PortInUseException when the port is taken
  public static WireServer start(String owner, int number, WireHandler handler) {
    WireServer server = new WireServer(LoopbackPort.bind(owner, number), handler);
    Thread.ofPlatform().daemon().name("wire-" + server.port()).start(server::acceptAll);
    return server;
  }

  private void acceptAll() {
    try {
      while (true) {
        accept();
      }
    } catch (ClosedChannelException | RejectedExecutionException | InterruptedException e) {
      // The server was closed.
    }
  }

  private void accept() throws ClosedChannelException, InterruptedException {
    try {
      SocketChannel channel = port.channel().accept();
      connections.execute(() -> serve(channel));
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void serve(SocketChannel channel) {
    try (WireConnection connection = new WireConnection(channel)) {
      serveAll(connection);
    } catch (IOException e) {
      // The client has gone, or the server was closed: nobody is left to be told.
    }
  }

  private void serveAll(WireConnection connection) throws IOException {
    try {
      Optional<WireRequest> request = connection.receive();
      while (request.isPresent()) {
        handler.handle(request.get(), connection);
        request = connection.receive();
      }
    } catch (WireFault e) {
      connection.refuse(WireReply.text(e.status(), e.getMessage()));
    } catch (InterruptedException e) {
      connection.reset();
    }
  }

  /// The port that it listens on, never 0.
  public int port() {
    return port.number();
  }

  /// The address without a slash at the end.
  public String url() {
    return "http://127.0.0.1:" + port.number();
  }

  @Override
  public void close() {
    port.close();
    connections.shutdownNow();
  }
}
