package io.evalstream.judgement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The id of an evaluation: a hash of trace, evaluator and its version, target and document. The
/// same judgement has the same id after a replay.
final class EvaluationId {

  private static final int BYTES = 16;
  private static final byte SEPARATOR = 0x1F;

  private EvaluationId() {}

  static String of(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(UTF_8));
        digest.update(SEPARATOR);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
