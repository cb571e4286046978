package io.evalstream.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// A value that must not be seen: in logs, in messages and in pages it reads `***`.
public final class Secret {

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /// The value itself, for the call that needs it.
  public String reveal() {
    return value;
  }

  /// Takes the same time wherever two secrets of one length differ, so it may check a token.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
