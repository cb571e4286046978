package io.evalstream.evaluator;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What to wish of the quality that an evaluator is named after.
///
/// A rate is always the share of failing labels, so lower is better for the first two. The
/// direction tells how the names are to be read: less failing faithfulness is more faithfulness,
/// less failing toxicity is less toxicity.
public enum Direction {
  /// More of it is better, such as faithfulness.
  MAXIMIZE,
  /// Less of it is better, such as toxicity.
  MINIMIZE,
  /// Neither is better: a failing label tells what happened and is no fault, such as a refusal.
  NEUTRAL;

  /// What a definition may choose, by wire name.
  static final Map<String, Direction> CHOICES =
      Arrays.stream(values()).collect(toUnmodifiableMap(Direction::wireName, Function.identity()));

  /// The name in definitions.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
