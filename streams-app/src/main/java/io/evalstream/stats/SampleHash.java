package io.evalstream.stats;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The coin of the sampler: a number in [0, 1) that depends on nothing but the names it is given.
///
/// An event is judged when its number is below its sampling probability, so a replay, another
/// instance and another language choose the same events. The function is therefore a promise that
/// no version breaks: the first 53 bits of the SHA-256 of salt, byte 0x1F and id in UTF-8, over
/// 2⁵³.
public final class SampleHash {

  private static final char SEPARATOR = '\u001F';

  private SampleHash() {}

  /// @param salt keeps the choices of different rules independent
  /// @param id of the event
  public static double uniform(String salt, String id) {
    byte[] digest =
        Sha256.digest().digest((salt + SEPARATOR + id).getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1.0p-53;
  }
}
