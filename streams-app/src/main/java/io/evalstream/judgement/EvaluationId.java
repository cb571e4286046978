package io.evalstream.judgement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.stats.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The id of an evaluation: a hash of trace, evaluator and its version, target and document. The
/// same judgement has the same id after a replay.
final class EvaluationId {

  private static final int BYTES = 16;
  private static final byte SEPARATOR = 0x1F;

  private EvaluationId() {}

  static String of(String... parts) {
    MessageDigest digest = Sha256.digest();
    for (String part : parts) {
      digest.update(part.getBytes(UTF_8));
      digest.update(SEPARATOR);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
