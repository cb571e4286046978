package io.evalstream.devcluster.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/// The connection of one client, and what can be done to it, good or bad.
///
/// Owned by the thread that serves it.
public final class WireConnection implements AutoCloseable {

  /// Twice the longest body: who sends more without listening is not heard out.
  private static final int LONGEST_REST = 64 << 20;

  private static final int REST_WITHIN_MILLIS = 1_000;
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

  private final SocketChannel channel;
  private final WireInput input;
  private boolean last;

  WireConnection(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.input = new WireInput(channel);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /// The next request; empty when there will be none.
  Optional<WireRequest> receive() throws IOException {
    if (last || !channel.isOpen()) {
      return Optional.empty();
    }
    Optional<String> first = input.head();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    RequestHead head = RequestHead.parse(first.get());
    last = head.isLast();
    if (head.has("Expect", "100-continue")) {
      write(ByteBuffer.wrap(CONTINUE));
    }
    return Optional.of(new WireRequest(head, new RequestBody(input).read(head)));
  }

  /// Answers.
  public void send(WireReply reply) throws IOException {
    write(reply.bytes());
  }

  /// Sends the head of a reply, and then nothing until the client gives up.
  ///
  /// @param longest after which the connection is reset
  public void sendHeadOnly(WireReply reply, Duration longest) throws IOException {
    write(reply.headBytes());
    channel.socket().setSoTimeout((int) longest.toMillis());
    InputStream rest = channel.socket().getInputStream();
    try {
      while (rest.read() >= 0) {
        // Whatever the client says, it gets no answer.
      }
      close();
    } catch (SocketTimeoutException e) {
      reset();
    }
  }

  /// Sends bytes that need not be HTTP, and ends the connection.
  public void sendRaw(byte[] bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
    close();
  }

  /// Answers, and ends the connection when the client has sent what it was about to: a client whose
  /// bytes are left unread sees a reset instead of the reply.
  void refuse(WireReply reply) throws IOException {
    send(reply.header("Connection", "close"));
    channel.shutdownOutput();
    channel.socket().setSoTimeout(REST_WITHIN_MILLIS);
    InputStream rest = channel.socket().getInputStream();
    try {
      rest.skipNBytes(LONGEST_REST);
    } catch (EOFException | SocketTimeoutException e) {
      // It has nothing more to say.
    }
    close();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// Whether the client has gone, as far as can be known without waiting.
  public boolean isGone() {
    try {
      return input.isAtEnd();
    } catch (IOException e) {
      return true;
    }
  }

  /// Breaks it: the client sees a reset, not an end.
  public void reset() throws IOException {
    if (channel.isOpen()) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.close();
    }
  }

  /// Ends it without another word.
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
