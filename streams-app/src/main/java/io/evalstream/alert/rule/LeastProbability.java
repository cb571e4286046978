package io.evalstream.alert.rule;

/// The least probability with which labels were sampled lately, in the steps before the present
/// one.
///
/// A label counts with this over its own probability. It is known before the label is, which a
/// sequential test needs, and does not depend on the event, so that the share is that of the
/// traffic. What a short shortage of the judge has brought it down to is forgotten some ten minutes
/// later.
///
/// @param earlier of the ten minutes before that had labels
/// @param current of these ten minutes, up to the last step
/// @param open of the step under way
/// @param period that `current` is of, in tens of minutes of the epoch
public record LeastProbability(double earlier, double current, double open, long period) {

  // More than any probability.
  private static final double NONE_YET = Double.POSITIVE_INFINITY;
  private static final long PERIOD_MILLIS = 600_000;

  public static final LeastProbability UNKNOWN =
      new LeastProbability(NONE_YET, NONE_YET, NONE_YET, 0);

  boolean isKnown() {
    return value() < NONE_YET;
  }

  double value() {
    return Math.min(earlier, current);
  }

  LeastProbability with(double probability) {
    return new LeastProbability(earlier, current, Math.min(open, probability), period);
  }

  /// The step of `open` is over; the next one begins at `millis`.
  LeastProbability next(long millis) {
    double before = Math.min(current, open);
    long next = Math.floorDiv(millis, PERIOD_MILLIS);
    return next == period || before == NONE_YET
        ? new LeastProbability(earlier, before, NONE_YET, next)
        : new LeastProbability(before, NONE_YET, NONE_YET, next);
  }
}
