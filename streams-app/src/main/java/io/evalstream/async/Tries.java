package io.evalstream.async;

import java.nio.ByteBuffer;

/// What is remembered of the attempts of a request through a crash. Written on a retry and on a
/// restore only, so a request that goes well costs nothing here.
///
/// @param attempts calls so far that count
/// @param restores takeovers so far
/// @param notBefore epoch milliseconds before which no call is made
record Tries(int attempts, int restores, long notBefore) {

  static final Tries NONE = new Tries(0, 0, 0);

  byte[] toBytes() {
    return ByteBuffer.allocate(16).putInt(attempts).putInt(restores).putLong(notBefore).array();
  }

  static Tries fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Tries(buffer.getInt(), buffer.getInt(), buffer.getLong());
  }
}
