package io.evalstream.evaluator;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What an evaluator looks at; one target of one trace makes one judgement.
public enum Target {
  /// The response of the turn.
  RESPONSE,
  /// Each retrieved document on its own.
  DOCUMENT,
  /// All retrieved documents together.
  RETRIEVAL,
  /// The turn and the turns before it.
  CONVERSATION,
  /// The calls of tools that the application made in the turn, all together.
  TOOL_CALL;

  /// What a definition may choose, by wire name.
  static final Map<String, Target> CHOICES =
      Arrays.stream(values()).collect(toUnmodifiableMap(Target::wireName, Function.identity()));

  /// The name in definitions and topics.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
