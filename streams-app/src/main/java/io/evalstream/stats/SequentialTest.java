package io.evalstream.stats;

import java.util.Collections;
import java.util.List;

/// Tells when a share of failures is above a limit, looking again after each window, with few false
/// alarms however often it looks.
///
/// *When to use:* for verdicts that come in steps for a long time, where a fixed interval would
/// exclude the truth now and then.
///
/// *How it works:* an e-detector of the Shiryaev-Roberts kind [1]. Three bets against "the share is
/// at or under the limit", for odds 1.5, 2 and 4 times those of the limit, grow when more fails. It
/// fires when they have grown together by the odds asked for, and ends when that evidence is gone
/// and the share of the last windows is within the limit. A verdict of a sample counts with its
/// weight [2], so the share is that of the traffic and not that of the sample.
///
/// *Guarantees:* while the mean chance to fail is at or under the limit in every window, it takes
/// `odds` windows or more on average until it fires. It needs no least number of verdicts, and
/// probabilities of sampling may depend on the past. Verdicts of a window have to be independent of
/// each other given the windows before, or `deff` has to make up for it; single ones may have a
/// chance above the limit. Weights above the largest are cut, which ends the guarantee: they are
/// counted, and none should occur.
///
/// [1] J. Shin, A. Ramdas, A. Rinaldo, E-detectors, The New England Journal of Statistics in Data
/// Science 2 (2024), <https://doi.org/10.51387/23-NEJSDS51>
///
/// [2] I. Waudby-Smith et al., Anytime-valid off-policy inference for contextual bandits,
/// <https://arxiv.org/abs/2210.10768>
///
/// @param limit the share that is tolerated, in (0, 1)
/// @param odds how much better "above" has to explain the verdicts than "within"; above [#CALM]
/// @param largestWeight of a verdict, relative to that of uniform sampling; 1 or more
/// @param deff design effect of verdicts that depend on each other, 1 or more; see [DesignEffect]
public record SequentialTest(double limit, double odds, double largestWeight, double deff) {

  /// Evidence that is gone.
  public static final double CALM = 100;

  private static final int BETS = 3;
  private static final double SMALL_BET = 1.5;
  private static final double MIDDLE_BET = 2;
  private static final double LARGE_BET = 4;
  private static final double LARGEST_STAKE = 0.9;
  private static final int SHORTEST_ALARM = 5;
  private static final double FADING = Math.pow(0.5, 0.1);

  public SequentialTest {
    if (!(0 < limit && limit < 1)) {
      throw new IllegalArgumentException("limit must be in (0, 1), was " + limit);
    }
    if (!(CALM < odds && odds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("odds must be above " + CALM + ", was " + odds);
    }
    if (!(1 <= largestWeight && largestWeight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "largestWeight must be a number from 1, was " + largestWeight);
    }
    if (!(1 <= deff && deff < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("deff must be a number from 1, was " + deff);
    }
  }

  /// For verdicts of equal weight that do not depend on each other.
  public SequentialTest(double limit, double odds) {
    this(limit, odds, 1, 1);
  }

  /// What the verdicts of one window say. Those of two parts of a window are added; a window is of
  /// one test and means nothing to another one.
  ///
  /// @param n verdicts
  /// @param clipped verdicts whose weight was cut
  /// @param small logarithm of what the bet for odds 1.5 times those of the limit grows by
  /// @param middle of the bet for odds 2 times those of the limit
  /// @param large of the bet for odds 4 times those of the limit
  /// @param failed weight of the failures
  /// @param seen weight of the verdicts
  public record Window(
      long n, long clipped, double small, double middle, double large, double failed, double seen) {

    /// A window without verdicts.
    public static final Window EMPTY = new Window(0, 0, 0, 0, 0, 0, 0);

    public Window {
      if (!(0 <= clipped && clipped <= n)) {
        throw new IllegalArgumentException("clipped must be from 0 to " + n + ", was " + clipped);
      }
      if (!Double.isFinite(small + middle + large)) {
        throw new IllegalArgumentException(
            "logarithms must be numbers, was %s, %s, %s".formatted(small, middle, large));
      }
      if (!(0 <= failed && 0 <= seen && seen < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "weights must be numbers from 0, was %s of %s".formatted(failed, seen));
      }
    }

    /// With the verdicts of another part.
    public Window plus(Window other) {
      return new Window(
          n + other.n,
          clipped + other.clipped,
          small + other.small,
          middle + other.middle,
          large + other.large,
          failed + other.failed,
          seen + other.seen);
    }
  }

  /// What earlier windows have left.
  ///
  /// @param logs logarithms of what each bet has grown to
  /// @param failed failures of the last windows, older ones with less weight
  /// @param seen verdicts of the last windows, likewise
  /// @param firing whether it has fired and has not ended
  /// @param windows since it fired; 0 while it does not
  public record Evidence(
      List<Double> logs, double failed, double seen, boolean firing, int windows) {

    /// Before the first window.
    public static final Evidence NONE =
        new Evidence(Collections.nCopies(BETS, Double.NEGATIVE_INFINITY), 0, 0, false, 0);

    public Evidence {
      logs = List.copyOf(logs);
      if (logs.size() != BETS) {
        throw new IllegalArgumentException("logs must be " + BETS + ", was " + logs);
      }
    }

    /// Logarithm of the odds that the share is above the limit; minus infinity without evidence.
    public double logOdds() {
      double largest = Collections.max(logs);
      if (largest == Double.NEGATIVE_INFINITY) {
        return largest;
      }
      double parts = 0;
      for (double log : logs) {
        parts += Math.exp(log - largest);
      }
      return largest + Math.log(parts) - Math.log(BETS);
    }
  }

  /// A limit that is clearly above what a first look found.
  ///
  /// It is [BaselineLimit] for verdicts of equal weight.
  ///
  /// @param n verdicts, 1 or more
  /// @param failed failures among them
  public static double limitAbove(long n, long failed) {
    return BaselineLimit.above(RateSums.ofCounts(n, failed), BaselineLimit.TENTH).orElseThrow();
  }

  /// The window with one more verdict.
  ///
  /// @param weight the probability with which uniform sampling would have judged it when it was
  ///   chosen, over that with which it was judged; above 0, and 1 where sampling is uniform
  /// @param x 1 for a failure, 0 for none, or a score between
  public Window plus(Window before, double weight, double x) {
    return plus(before, weight, x, 1);
  }

  /// The window with more verdicts that are all alike.
  ///
  /// @param weight of each, as above
  /// @param x of each, as above
  /// @param count how many, from 0
  public Window plus(Window before, double weight, double x, long count) {
    if (!(0 < weight && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight must be a number above 0, was " + weight);
    }
    if (!(0 <= x && x <= 1)) {
      throw new IllegalArgumentException("x must be in [0, 1], was " + x);
    }
    double cut = Math.min(weight, largestWeight);
    double surprise = cut * (x - limit);
    return new Window(
        before.n + count,
        before.clipped + (weight > largestWeight ? count : 0),
        before.small + count * Math.log1p(stake(SMALL_BET) * surprise),
        before.middle + count * Math.log1p(stake(MIDDLE_BET) * surprise),
        before.large + count * Math.log1p(stake(LARGE_BET) * surprise),
        before.failed + count * cut * x,
        before.seen + count * cut);
  }

  /// The evidence after one more window of verdicts of equal weight.
  ///
  /// @param n verdicts
  /// @param failed failures among them
  public Evidence after(Evidence before, long n, long failed) {
    if (failed < 0 || failed > n) {
      throw new IllegalArgumentException("failed must be from 0 to " + n + ", was " + failed);
    }
    Window failures = plus(Window.EMPTY, 1, 1, failed);
    return after(before, plus(failures, 1, 0, n - failed));
  }

  /// The bet that grows fastest at these odds, as far as no verdict can ruin it.
  double stake(double bet) {
    return Math.min((bet - 1) / (1 + (bet - 1) * limit), LARGEST_STAKE / (largestWeight * limit));
  }

  /// The evidence after one more window. One without verdicts is no evidence, but it fades the
  /// share of the last windows and makes an alarm older.
  public Evidence after(Evidence before, Window window) {
    List<Double> logs =
        window.n == 0
            ? before.logs
            : List.of(
                grown(before.logs.get(0), window.small),
                grown(before.logs.get(1), window.middle),
                grown(before.logs.get(2), window.large));
    double failed = FADING * before.failed + window.failed;
    double seen = FADING * before.seen + window.seen;
    Evidence next = new Evidence(logs, failed, seen, before.firing, before.windows);
    return before.firing ? afterFiring(next) : afterCalm(next);
  }

  private double grown(double log, double gain) {
    double withNewBet = Math.max(log, 0) + Math.log1p(Math.exp(-Math.abs(log)));
    double most = Math.log(odds) + Math.log(BETS);
    return Math.min(withNewBet + gain / deff, most);
  }

  private Evidence afterCalm(Evidence next) {
    boolean fires = next.logOdds() >= Math.log(odds);
    return new Evidence(next.logs, next.failed, next.seen, fires, 0);
  }

  private Evidence afterFiring(Evidence next) {
    int windows = next.windows + 1;
    boolean over =
        windows >= SHORTEST_ALARM
            && next.logOdds() <= Math.log(CALM)
            && next.failed <= limit * next.seen;
    return over
        ? new Evidence(Evidence.NONE.logs, next.failed, next.seen, false, 0)
        : new Evidence(next.logs, next.failed, next.seen, true, windows);
  }
}
