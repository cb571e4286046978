package io.evalstream.evaluator;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Which way the share of failing labels should go; an alert watches the other side.
public enum Direction {
  /// Fewer failing labels are better.
  MINIMIZE,
  /// Neither side is better: a change is news, up or down.
  NEUTRAL;

  static final Map<String, Direction> BY_WIRE_NAME =
      Arrays.stream(values()).collect(toUnmodifiableMap(Direction::wireName, Function.identity()));

  /// The name in definitions.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
