package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.Predicate;

/// How often an interval had the truth in it, by setting; each setting drawn the same number of
/// times with a seed of its own.
final class Coverage {

  private final int draws;
  private int settings;
  private double least = 1;
  private double sum;

  Coverage(int draws) {
    this.draws = draws;
  }

  static boolean has(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high();
  }

  /// One more setting.
  ///
  /// @param covers whether the interval of one draw has the truth in it
  void add(Predicate<SplittableRandom> covers) {
    SplittableRandom random = new SplittableRandom(++settings);
    int covered = 0;
    for (int i = 0; i < draws; i++) {
      covered += covers.test(random) ? 1 : 0;
    }
    double share = (double) covered / draws;
    least = Math.min(least, share);
    sum += share;
  }

  double least() {
    return least;
  }

  double mean() {
    return sum / settings;
  }

  /// Holds what was drawn to what is stated, within four standard errors of the draws.
  ///
  /// @param leastStated of the most unfavourable setting; the least of many draws is lower than
  ///   that, so it is only held from below
  /// @param meanStated of all settings
  void assertStated(double leastStated, double meanStated) {
    assertLeast(leastStated);
    double error = error(meanStated, (double) draws * settings);
    assertThat(mean())
        .as("mean of " + settings)
        .isBetween(meanStated - 4 * error, meanStated + 4 * error);
  }

  /// Holds only the least to what is stated.
  void assertLeast(double stated) {
    assertThat(least())
        .as("least of " + settings)
        .isGreaterThan(stated - 4 * error(stated, (double) draws));
  }

  private static double error(double share, double draws) {
    return Math.sqrt(share * (1 - share) / draws);
  }
}
