package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.WireConnection;
import io.evalstream.devcluster.wire.WireReply;
import java.io.IOException;

/// What the stub judge does to a connection at the end of a call.
sealed interface Deed {

  /// Answers.
  record Reply(WireReply reply) implements Deed {}

  /// Sends the head of a reply and leaves the client waiting for the rest.
  record Hang(WireReply reply) implements Deed {}

  /// Sends what is no HTTP.
  record Garbage() implements Deed {

    private static final int LENGTH = 128;

    /// No byte is one of ASCII but for the line breaks, at which a client stops to read.
    private static byte[] bytes() {
      byte[] bytes = new byte[LENGTH + 4];
      for (int i = 0; i < LENGTH; i++) {
        bytes[i] = (byte) (0x80 + i);
      }
      System.arraycopy(new byte[] {'\r', '\n', '\r', '\n'}, 0, bytes, LENGTH, 4);
      return bytes;
    }
  }

  /// Closes the connection without a word.
  record Close() implements Deed {}

  /// Breaks the connection.
  record Reset() implements Deed {}

  default void perform(WireConnection connection) throws IOException {
    switch (this) {
      case Reply(WireReply reply) -> connection.send(reply);
      case Hang(WireReply reply) -> connection.sendHeadOnly(reply, Faults.LONGEST);
      case Garbage() -> connection.sendRaw(Garbage.bytes());
      case Close() -> connection.close();
      case Reset() -> connection.reset();
    }
  }
}
