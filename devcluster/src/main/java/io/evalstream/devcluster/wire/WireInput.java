package io.evalstream.devcluster.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// What a client sends, as heads, lines and bodies.
///
/// Owned by the thread of its connection.
final class WireInput {

  /// As much as common servers take.
  private static final int LONGEST_HEAD = 8192;

  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  private final SocketChannel channel;

  /// What has come and was not taken lies between its position and its limit.
  private final ByteBuffer bytes = ByteBuffer.allocate(LONGEST_HEAD).flip();

  WireInput(SocketChannel channel) {
    this.channel = channel;
  }

  /// The lines before the next empty one; empty when the client closed the connection instead.
  Optional<String> head() throws IOException {
    return until(HEAD_END);
  }

  /// The next line.
  String line() throws IOException {
    return until(LINE_END).orElseThrow(EOFException::new);
  }

  /// The next bytes.
  byte[] take(int count) throws IOException {
    byte[] taken = new byte[count];
    int buffered = Math.min(count, bytes.remaining());
    bytes.get(taken, 0, buffered);
    ByteBuffer rest = ByteBuffer.wrap(taken, buffered, count - buffered);
    while (rest.hasRemaining()) {
      if (channel.read(rest) < 0) {
        throw new EOFException();
      }
    }
    return taken;
  }

  /// Takes in what comes.
  ///
  /// @return whether the client has not closed the connection
  boolean fill() throws IOException {
    bytes.compact();
    try {
      if (!bytes.hasRemaining()) {
        throw new WireFault(431, "head must have " + LONGEST_HEAD + " bytes at most");
      }
      return channel.read(bytes) >= 0;
    } finally {
      bytes.flip();
    }
  }

  /// Whether the client has closed the connection, as far as can be known without waiting.
  boolean isAtEnd() throws IOException {
    if (bytes.hasRemaining()) {
      return false;
    }
    channel.configureBlocking(false);
    try {
      return !fill();
    } finally {
      channel.configureBlocking(true);
    }
  }

  private Optional<String> until(byte[] end) throws IOException {
    int length = find(end);
    while (length < 0) {
      if (!fill()) {
        return Optional.empty();
      }
      length = find(end);
    }
    String text = new String(bytes.array(), bytes.position(), length, ISO_8859_1);
    bytes.position(bytes.position() + length + end.length);
    return Optional.of(text);
  }

  /// How many bytes stand before a mark, or -1.
  private int find(byte[] mark) {
    byte[] all = bytes.array();
    for (int at = bytes.position(); at <= bytes.limit() - mark.length; at++) {
      if (startsWith(all, at, mark)) {
        return at - bytes.position();
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] all, int at, byte[] mark) {
    for (int i = 0; i < mark.length; i++) {
      if (all[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
