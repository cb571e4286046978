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
  private static final int FULL_PART = 2;
  private static final Duration LEAST_AFTER = Duration.ofMillis(10);
  private static final Duration MOST_AFTER = Duration.ofHours(24);

  public Relief {
    if (after.isNegative() || full.compareTo(after) <= 0) {
      throw new IllegalArgumentException(
          "relief: full must be longer than after, was " + full + " and " + after);
    }
  }

  /// Key: `relief_after` (10ms to 24h, default a thirtieth of `max_age`); full is half of `max_age`
  /// later.
  ///
  /// @param judging the section of the configuration
  /// @param maxAge when a judgement expires
  public static Relief read(Section judging, Duration maxAge) {
    Duration after =
        judging.duration("relief_after", maxAge.dividedBy(AFTER_PART), LEAST_AFTER, MOST_AFTER);
    return new Relief(after, after.plus(maxAge.dividedBy(FULL_PART)));
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
