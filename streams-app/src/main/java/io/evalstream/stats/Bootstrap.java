package io.evalstream.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The interval of a number that has no formula, by drawing groups of cases again and again [1].
/// Whole groups are drawn, so cases of one group need not be independent.
///
/// [1] B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993), chapters 8 and 13:
/// percentile interval
public final class Bootstrap {

  private static final int DRAWS = 1_000;

  /// With fewer groups the draws repeat each other, and the interval is too narrow.
  private static final int FEWEST_GROUPS = 10;

  private Bootstrap() {}

  /// What is estimated.
  ///
  /// @param <T> a case
  public interface Statistic<T> {

    /// Null where it is not defined.
    @Nullable Double of(List<T> cases);
  }

  /// The statistic of all cases with its 95 % interval, without one when there are fewer than ten
  /// groups; null where it is not defined for them.
  ///
  /// @param seed the same one gives the same interval
  public static <T> @Nullable Estimate interval(
      Collection<List<T>> groups, Statistic<T> statistic, long seed) {
    List<List<T>> all = List.copyOf(groups);
    Double value = statistic.of(all.stream().flatMap(List::stream).toList());
    if (value == null) {
      return null;
    }
    if (all.size() < FEWEST_GROUPS) {
      return Estimate.withoutInterval(value);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] drawn = new double[DRAWS];
    int defined = 0;
    for (int i = 0; i < DRAWS; i++) {
      Double one = statistic.of(draw(all, random));
      if (one != null) {
        drawn[defined++] = one;
      }
    }
    double[] sorted = Arrays.stream(drawn, 0, defined).sorted().toArray();
    return new Estimate(
        value,
        Math.min(value, quantile(sorted, 0.025, value)),
        Math.max(value, quantile(sorted, 0.975, value)));
  }

  private static <T> List<T> draw(List<List<T>> groups, SplittableRandom random) {
    List<T> cases = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      cases.addAll(groups.get(random.nextInt(groups.size())));
    }
    return cases;
  }

  private static double quantile(double[] sorted, double share, double otherwise) {
    return sorted.length == 0 ? otherwise : sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
