package io.evalstream.gate;

import java.util.Locale;
import java.util.Map;

/// What is said where there is no label to say it: whether the gate fails open or closed.
public enum Fallback {
  /// Open: the answer may be shown.
  PASS,
  /// Closed: it may not.
  BLOCK;

  static final Map<String, Fallback> CHOICES = Map.of("pass", PASS, "block", BLOCK);

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
