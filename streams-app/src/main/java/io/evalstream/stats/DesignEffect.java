package io.evalstream.stats;

/// How many times more verdicts it takes when they depend on each other.
///
/// The turns of a conversation resemble each other, so five judged turns of one tell less than one
/// turn of five. An effective size is divided by the design effect [1].
///
/// [1] L. Kish, Survey Sampling (1965), chapter 5
public final class DesignEffect {

  private DesignEffect() {}

  /// From 1, when only one turn is judged or turns are independent.
  ///
  /// @param turns judged turns per conversation, on average; from 1
  /// @param correlation of two turns of a conversation (intraclass correlation), in [0, 1]
  public static double of(double turns, double correlation) {
    if (!(1 <= turns && turns < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("turns must be a number from 1, was " + turns);
    }
    if (!(0 <= correlation && correlation <= 1)) {
      throw new IllegalArgumentException("correlation must be in [0, 1], was " + correlation);
    }
    return 1 + (turns - 1) * correlation;
  }
}
