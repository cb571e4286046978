package io.evalstream.alert.rule;

/// The least probability with which labels were sampled lately, in the steps before the present
/// one.
///
/// A label counts with this over its own probability. It is known before the label is, which a
/// sequential test needs, and does not depend on the event, so that the share is that of the
/// traffic. What a short shortage of the judge has brought it down to is forgotten an hour or two
/// later.
///
/// @param earlier of the hour before that had labels
/// @param current of this hour, up to the last step
/// @param open of the step under way
/// @param hour that `current` is of, in hours of the epoch
public record LeastProbability(double earlier, double current, double open, long hour) {

  // More than any probability.
  private static final double NONE_YET = Double.POSITIVE_INFINITY;
  private static final long HOUR_MILLIS = 3_600_000;

  public static final LeastProbability UNKNOWN =
      new LeastProbability(NONE_YET, NONE_YET, NONE_YET, 0);

  boolean isKnown() {
    return value() < NONE_YET;
  }

  double value() {
    return Math.min(earlier, current);
  }

  LeastProbability with(double probability) {
    return new LeastProbability(earlier, current, Math.min(open, probability), hour);
  }

  /// The step of `open` is over; the next one begins at `millis`.
  LeastProbability next(long millis) {
    double before = Math.min(current, open);
    long next = Math.floorDiv(millis, HOUR_MILLIS);
    return next == hour || before == NONE_YET
        ? new LeastProbability(earlier, before, NONE_YET, next)
        : new LeastProbability(before, NONE_YET, NONE_YET, next);
  }
}
