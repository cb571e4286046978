package io.evalstream.judgement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Field;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// Tells whether two questions are the same: the SHA-256 of the version of the evaluator and of the
/// texts that it reads.
final class QuestionHash {

  private QuestionHash() {}

  static String of(Evaluator evaluator, String version, Map<Field, String> fields) {
    MessageDigest digest = sha256();
    add(digest, version);
    for (Field field : evaluator.inputs().reads()) {
      add(digest, fields.getOrDefault(field, ""));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// With its length, so that no two lists of texts are the same bytes.
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update((bytes.length + ":").getBytes(UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
