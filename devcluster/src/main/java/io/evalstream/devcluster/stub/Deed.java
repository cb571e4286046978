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

  /// Closes the connection without a word.
  record Close() implements Deed {}

  /// Breaks the connection.
  record Reset() implements Deed {}

  default void perform(WireConnection connection) throws IOException {
    switch (this) {
      case Reply(WireReply reply) -> connection.send(reply);
      case Hang(WireReply reply) -> connection.sendHeadOnly(reply, Faults.LONGEST);
      case Close() -> connection.close();
      case Reset() -> connection.reset();
    }
  }
}
