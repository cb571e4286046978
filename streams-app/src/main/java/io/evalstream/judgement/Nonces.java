package io.evalstream.judgement;

import java.security.SecureRandom;
import java.util.HexFormat;

/// What prompts fence judged texts with: hard to guess for the authors of the texts.
public final class Nonces {

  private static final int BYTES = 8;

  private final SecureRandom random = new SecureRandom();

  public String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
