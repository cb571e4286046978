package io.evalstream.judge;

import java.util.Map;

/// Which labels come with an explanation.
public enum Explain {
  /// All: the judge explains before it chooses.
  ALWAYS,
  /// Those that fail: the judge chooses, and is then asked why. The label stays as it was.
  ON_FAIL,
  /// None.
  NEVER;

  /// What a configuration may choose.
  public static final Map<String, Explain> CHOICES =
      Map.of("always", ALWAYS, "on_fail", ON_FAIL, "never", NEVER);
}
