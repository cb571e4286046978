package io.evalstream.async;

import java.nio.ByteBuffer;

/// A request as it lies in the pending store.
///
/// @param admittedAt epoch milliseconds at which it came
/// @param timestamp timestamp of the record that brought it
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
record Pending(long admittedAt, long timestamp, byte[] key, byte[] request) {

  private static final byte VERSION = 1;

  byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(1 + 8 + 8 + 4 + key.length + request.length);
    buffer.put(VERSION).putLong(admittedAt).putLong(timestamp);
    buffer.putInt(key.length).put(key).put(request);
    return buffer.array();
  }

  static Pending fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte version = buffer.get();
    if (version != VERSION) {
      throw new IllegalStateException(
          "pending request: version must be " + VERSION + ", was " + version);
    }
    long admittedAt = buffer.getLong();
    long timestamp = buffer.getLong();
    byte[] key = new byte[buffer.getInt()];
    buffer.get(key);
    byte[] request = new byte[buffer.remaining()];
    buffer.get(request);
    return new Pending(admittedAt, timestamp, key, request);
  }
}
