package io.evalstream.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.stats.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells whether two questions are the same: the SHA-256 of what makes up each, such as the version
/// of the evaluator and the texts that it reads.
///
/// It is computed when somebody wants to know, which is once at most: judges who remember nothing
/// do not. Safe for use by many threads at once.
public final class QuestionHash {

  /// Of a question that wants a new answer, whatever was answered before.
  public static final QuestionHash NONE = new QuestionHash(List.of());

  private final List<String> parts;

  // Guarded by this.
  private @Nullable String hex;

  private QuestionHash(List<String> parts) {
    this.parts = List.copyOf(parts);
  }

  /// @param parts at least one
  public static QuestionHash of(List<String> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a question is made of something");
    }
    return new QuestionHash(parts);
  }

  public boolean isNone() {
    return parts.isEmpty();
  }

  public synchronized String hex() {
    if (hex == null) {
      MessageDigest digest = Sha256.digest();
      parts.forEach(part -> add(digest, part));
      hex = HexFormat.of().formatHex(digest.digest());
    }
    return hex;
  }

  /// With its length, so that no two lists of texts are the same bytes.
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update((bytes.length + ":").getBytes(UTF_8));
    digest.update(bytes);
  }
}
