package io.evalstream.sampling;

import io.evalstream.async.FlowLoad;
import io.evalstream.config.Section;
import java.time.Duration;

/// How much of the traffic is sampled while judges cannot keep up: all of it until a new judgement
/// would wait for `after`, then exponentially less, down to a thousandth where it would wait for
/// `full`. The same from half to nine tenths of the places for pending judgements, so that sampling
/// falls before anything is shed.
///
/// An exponential slope lets the same few minutes of backlog balance a judge that is short by half
/// and one that is short by a factor of a hundred.
public record Relief(Duration after, Duration full) {

  private static final double LEAST = 1e-3;
  private static final double FILL_AFTER = 0.5;
  private static final double FILL_FULL = 0.9;
  private static final int AFTER_PART = 30;
  private static final int LONGEST_PART = 4;
  private static final int FULL_PART = 2;

  public Relief {
    if (after.isNegative() || full.compareTo(after) <= 0) {
      throw new IllegalArgumentException(
          "relief: full must be longer than after, was " + full + " and " + after);
    }
  }

  /// Key: `relief_after` (10ms to a quarter of `max_age`, default a thirtieth of it).
  ///
  /// @param judging the section of the configuration
  /// @param maxAge when a judgement expires
  public static Relief read(Section judging, Duration maxAge) {
    return new Relief(
        judging.duration(
            "relief_after",
            maxAge.dividedBy(AFTER_PART),
            Duration.ofMillis(10),
            maxAge.dividedBy(LONGEST_PART)),
        maxAge.dividedBy(FULL_PART));
  }

  /// Share in (0, 1].
  double share(FlowLoad load) {
    double wait = (double) load.expectedWaitMillis();
    double byWait = slope(wait, (double) after.toMillis(), (double) full.toMillis());
    double byFill = slope(load.fill(), FILL_AFTER, FILL_FULL);
    return Math.pow(LEAST, Math.max(byWait, byFill));
  }

  private static double slope(double value, double from, double to) {
    return Math.clamp((value - from) / (to - from), 0, 1);
  }
}
