package io.evalstream.devcluster.loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/// A port of 127.0.0.1, bound before the server that will listen on it is built.
///
/// A server that is given a bound port knows its own address from the start, also when the port is
/// ephemeral, and a port in use is found before anything else is started.
///
/// @param channel the bound socket; the server that takes it closes it
/// @param number the port, never 0
public record LoopbackPort(ServerSocketChannel channel, int number) implements AutoCloseable {

  /// Connections that may wait to be accepted; thousands of clients may come at once.
  private static final int BACKLOG = 4096;

  /// Binds a port.
  ///
  /// @param owner what will listen, for the message of a failure
  /// @param port 0 for any free one
  /// @throws PortInUseException when another process has it
  public static LoopbackPort bind(String owner, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(owner + ": port must be between 0 and 65535, was " + port);
    }
    try {
      return open(owner, port);
    } catch (IOException e) {
      throw new UncheckedIOException(owner + ": cannot bind 127.0.0.1:" + port, e);
    }
  }

  private static LoopbackPort open(String owner, int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(address(port), BACKLOG);
      InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
      return new LoopbackPort(channel, bound.getPort());
    } catch (BindException e) {
      channel.close();
      throw new PortInUseException(owner, port, e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// The address of this port.
  public InetSocketAddress address() throws IOException {
    return address(number);
  }

  private static InetSocketAddress address(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
