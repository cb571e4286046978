package io.evalstream.stats;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Tells when a share of failures is above a limit, looking again after each window, with few false
/// alarms however often it looks.
///
/// *When to use:* for verdicts that come in steps for a long time, where a fixed interval would
/// exclude the truth now and then.
///
/// *How it works:* an e-detector of the Shiryaev-Roberts kind [1]. Three bets against "the share is
/// at or under the limit", for odds 1.5, 2 and 4 times those of the limit, grow when more fails. It
/// fires when they have grown together by the odds asked for, and ends when that evidence is gone
/// and the share of the last windows is within the limit.
///
/// *Guarantees:* while the mean chance to fail is at or under the limit in every window, it takes
/// `odds` windows or more on average until it fires. Verdicts of a window have to be independent of
/// each other given the windows before; single ones may have a chance above the limit.
///
/// [1] J. Shin, A. Ramdas, A. Rinaldo, E-detectors, The New England Journal of Statistics in Data
/// Science 2 (2024), <https://doi.org/10.51387/23-NEJSDS51>
///
/// @param limit the share that is tolerated, in (0, 1)
/// @param odds how much better "above" has to explain the verdicts than "within"; above [#CALM]
public record SequentialTest(double limit, double odds) {

  /// Evidence that is gone.
  public static final double CALM = 100;

  private static final List<Double> BETS = List.of(1.5, 2.0, 4.0);
  private static final double LARGEST_STAKE = 0.9;
  private static final int SHORTEST_ALARM = 5;
  private static final double FADING = Math.pow(0.5, 0.1);
  private static final double WORSE = 1.1;
  private static final double SMALLEST_LIMIT = 1e-4;
  private static final double LARGEST_LIMIT = 0.9;

  public SequentialTest {
    if (!(0 < limit && limit < 1)) {
      throw new IllegalArgumentException("limit must be in (0, 1), was " + limit);
    }
    if (!(CALM < odds && odds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("odds must be above " + CALM + ", was " + odds);
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
        new Evidence(Collections.nCopies(BETS.size(), Double.NEGATIVE_INFINITY), 0, 0, false, 0);

    public Evidence {
      logs = List.copyOf(logs);
      if (logs.size() != BETS.size()) {
        throw new IllegalArgumentException("logs must be " + BETS.size() + ", was " + logs);
      }
    }

    /// Logarithm of the odds that the share is above the limit; minus infinity without evidence.
    public double logOdds() {
      return logSum(logs) - Math.log(BETS.size());
    }
  }

  /// A limit that is clearly above what a first look found.
  ///
  /// It is the upper end of the 99.9 % interval, or a tenth more than was found where that is
  /// higher: a share that stays as it was is not taken for worse because the look was lucky.
  ///
  /// @param n verdicts, 1 or more
  /// @param failed failures among them
  public static double limitAbove(long n, long failed) {
    double rate = (double) failed / n;
    double limit =
        Math.max(WORSE * rate, Wilson.interval(rate, (double) n, Normal.Z_999_ONE_SIDED).high());
    return Math.clamp(limit, SMALLEST_LIMIT, LARGEST_LIMIT);
  }

  /// The evidence after one more window.
  ///
  /// @param n verdicts
  /// @param failed failures among them
  public Evidence after(Evidence before, long n, long failed) {
    if (failed < 0 || failed > n) {
      throw new IllegalArgumentException("failed must be from 0 to " + n + ", was " + failed);
    }
    List<Double> logs =
        n == 0
            ? before.logs
            : IntStream.range(0, BETS.size())
                .mapToObj(bet -> grown(before.logs.get(bet), BETS.get(bet), n, failed))
                .toList();
    double faded = FADING * before.failed + failed;
    double seen = FADING * before.seen + n;
    Evidence next = new Evidence(logs, faded, seen, before.firing, before.windows);
    return before.firing ? afterFiring(next) : afterCalm(next);
  }

  private double grown(double log, double bet, long n, long failed) {
    double stake = Math.min((bet - 1) / (1 + (bet - 1) * limit), LARGEST_STAKE / limit);
    double gain =
        failed * Math.log1p(stake * (1 - limit)) + (n - failed) * Math.log1p(-stake * limit);
    double most = Math.log(odds) + Math.log(BETS.size());
    return Math.min(logSum(List.of(log, 0.0)) + gain, most);
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

  private static double logSum(List<Double> logs) {
    double largest = Collections.max(logs);
    DoubleStream parts = logs.stream().mapToDouble(log -> Math.exp(log - largest));
    return largest == Double.NEGATIVE_INFINITY ? largest : largest + Math.log(parts.sum());
  }
}
