package io.evalstream.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Spoils valid bytes, the same way for the same seed.
public final class Mutations {

  private static final int DEEPEST = 2_000;
  private static final List<byte[]> PIECES =
      List.of(
          // Lengths, as Protobuf and Avro write them: 2 GiB - 1, less than nothing, no end.
          new byte[] {-1, -1, -1, -1, 7},
          new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
          new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
          new byte[] {10, -1, -1, -1, 127},
          new byte[] {0, 0, 0, 0},
          "\"".getBytes(US_ASCII),
          "}".getBytes(US_ASCII),
          "[".getBytes(US_ASCII),
          "null".getBytes(US_ASCII),
          "-1e999".getBytes(US_ASCII),
          "99999999999999999999999".getBytes(US_ASCII),
          "\\ud800".getBytes(US_ASCII),
          new byte[] {(byte) 0xc3, 0x28},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});

  private final Random random;
  private final List<byte[]> valid;

  public Mutations(long seed, List<byte[]> valid) {
    this.random = new Random(seed);
    this.valid = List.copyOf(valid);
  }

  /// The next spoilt input.
  public byte[] next() {
    byte[] bytes = one().clone();
    int rounds = 1 + random.nextInt(3);
    for (int round = 0; round < rounds; round++) {
      bytes = spoilt(bytes);
    }
    return bytes;
  }

  private byte[] one() {
    return valid.get(random.nextInt(valid.size()));
  }

  private byte[] spoilt(byte[] bytes) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> flipped(bytes);
      case 2 -> Arrays.copyOf(bytes, place(bytes));
      case 3 -> joined(Arrays.copyOf(bytes, place(bytes)), new byte[0], tail(one()));
      case 4 -> inserted(bytes, PIECES.get(random.nextInt(PIECES.size())));
      case 5 -> inserted(bytes, tail(Arrays.copyOf(bytes, place(bytes))));
      case 6 -> replaced(bytes);
      default -> random.nextInt(20) == 0 ? inserted(bytes, deep()) : flipped(bytes);
    };
  }

  private byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    for (int i = 0; i < 1 + random.nextInt(4) && bytes.length > 0; i++) {
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] replaced(byte[] bytes) {
    byte[] piece = PIECES.get(random.nextInt(PIECES.size()));
    byte[] replaced = bytes.clone();
    int at = place(bytes);
    System.arraycopy(piece, 0, replaced, at, Math.min(piece.length, bytes.length - at));
    return replaced;
  }

  private byte[] inserted(byte[] bytes, byte[] piece) {
    int at = place(bytes);
    return joined(Arrays.copyOf(bytes, at), piece, Arrays.copyOfRange(bytes, at, bytes.length));
  }

  private byte[] deep() {
    String level = random.nextBoolean() ? "[" : "{\"a\":";
    return level.repeat(random.nextInt(DEEPEST)).getBytes(US_ASCII);
  }

  private byte[] tail(byte[] bytes) {
    return Arrays.copyOfRange(bytes, place(bytes), bytes.length);
  }

  private int place(byte[] bytes) {
    return random.nextInt(bytes.length + 1);
  }

  private static byte[] joined(byte[] first, byte[] second, byte[] third) {
    return ByteBuffer.allocate(first.length + second.length + third.length)
        .put(first)
        .put(second)
        .put(third)
        .array();
  }
}
