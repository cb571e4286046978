package io.evalstream.async;

import java.nio.ByteBuffer;

/// What is remembered of the attempts of a request through a crash. Written on a retry, and
/// committed before a call for a request that an earlier life of the task has left; so a request
/// that goes well costs nothing here.
///
/// @param attempts calls so far that count
/// @param lives lives of the task in which it may have been called; 0 when nothing is remembered,
///   and then it may have been called in the first one
/// @param notBefore epoch milliseconds before which no call is made
record Tries(int attempts, int lives, long notBefore) {

  static final Tries NONE = new Tries(0, 0, 0);

  /// Lives in which a request that was taken over may have been called.
  int earlierLives() {
    return Math.max(1, lives);
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(16).putInt(attempts).putInt(lives).putLong(notBefore).array();
  }

  static Tries fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Tries(buffer.getInt(), buffer.getInt(), buffer.getLong());
  }
}
