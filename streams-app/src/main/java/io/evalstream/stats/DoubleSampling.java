package io.evalstream.stats;

import org.jspecify.annotations.Nullable;

/// The rate of failing answers when humans check some failing and some passing labels of a judge
/// [1].
///
/// *When to use:* where reviewers see answers because of their labels, such as the failing ones
/// first. It needs no benchmark, and follows the judge when he errs on the traffic in another way
/// than before. Within each label the answers have to be drawn at random.
///
/// *How it works:* the rate is the share of failing labels that are confirmed and of passing labels
/// that are not, each by how common the label is. The interval joins Wilson's of the three shares
/// as [2] joins those of a difference.
///
/// [1] A. Tenenbein, A double sampling scheme for estimating from binomial data with
/// misclassifications, JASA 65 (1970), 1350-1361
///
/// [2] G. Y. Zou, A. Donner, Construction of confidence limits about effect measures, Statistics in
/// Medicine 27 (2008), 1693-1702, <https://doi.org/10.1002/sim.3095>
///
/// @param value in [0, 1]; null when nothing was judged or one of the labels was never checked
/// @param interval 95 %; [0, 1] when there is no value
public record DoubleSampling(@Nullable Double value, Interval interval) {

  private static final DoubleSampling UNKNOWN = new DoubleSampling(null, Interval.UNKNOWN);

  /// What humans said of the labels they checked; mergeable.
  ///
  /// @param confirmed failing labels of failing answers
  /// @param failing failing labels that were checked
  /// @param missed passing labels of failing answers
  /// @param passing passing labels that were checked
  public record Checked(long confirmed, long failing, long missed, long passing) {

    public static final Checked EMPTY = new Checked(0, 0, 0, 0);

    public Checked {
      if (!(0 <= confirmed && confirmed <= failing && 0 <= missed && missed <= passing)) {
        throw new IllegalArgumentException(
            "no more labels can be of failing answers than were checked, was %d of %d and %d of %d"
                .formatted(confirmed, failing, missed, passing));
      }
    }

    /// With one more label.
    public Checked plus(boolean humanFailing, boolean judgeFailing) {
      return plus(of(humanFailing, judgeFailing, 1));
    }

    /// Labels that are all alike.
    public static Checked of(boolean humanFailing, boolean judgeFailing, long n) {
      long failing = humanFailing ? n : 0;
      return judgeFailing ? new Checked(failing, n, 0, 0) : new Checked(0, 0, failing, n);
    }

    /// The same answers, weighted so that failing labels have their share of the traffic.
    ///
    /// @param rate of failing labels, in (0, 1)
    public HumanChecked weighted(double rate) {
      double fails = failing == 0 ? 0 : rate / failing;
      double passes = passing == 0 ? 0 : (1 - rate) / passing;
      return new HumanChecked(
          confirmed * fails,
          confirmed * fails * fails,
          missed * passes,
          missed * passes * passes,
          (failing - confirmed) * fails,
          (failing - confirmed) * fails * fails,
          (passing - missed) * passes,
          (passing - missed) * passes * passes);
    }

    /// With the labels of another window.
    public Checked plus(Checked other) {
      return new Checked(
          confirmed + other.confirmed,
          failing + other.failing,
          missed + other.missed,
          passing + other.passing);
    }
  }

  /// @param rate of failing labels; null when nothing was judged
  /// @param effectiveN of that rate
  public static DoubleSampling of(@Nullable Double rate, double effectiveN, Checked checked) {
    if (rate == null || effectiveN <= 0 || checked.failing == 0 || checked.passing == 0) {
      return UNKNOWN;
    }
    Estimate label = Estimate.share(rate, effectiveN);
    Estimate confirmed =
        Estimate.share((double) checked.confirmed / checked.failing, (double) checked.failing);
    Estimate missed =
        Estimate.share((double) checked.missed / checked.passing, (double) checked.passing);
    double value = rate * confirmed.value() + (1 - rate) * missed.value();
    return new DoubleSampling(
        value,
        new Interval(
            clip(value - distance(label, confirmed, missed, false)),
            clip(value + distance(label, confirmed, missed, true))));
  }

  private static double distance(Estimate label, Estimate confirmed, Estimate missed, boolean up) {
    double rate = label.value();
    double gap = confirmed.value() - missed.value();
    double ofLabel = gap * side(label, up == gap >= 0);
    double ofConfirmed = rate * side(confirmed, up);
    double ofMissed = (1 - rate) * side(missed, up);
    return Math.sqrt(ofLabel * ofLabel + ofConfirmed * ofConfirmed + ofMissed * ofMissed);
  }

  private static double side(Estimate estimate, boolean up) {
    return up ? estimate.high() - estimate.value() : estimate.value() - estimate.low();
  }

  private static double clip(double share) {
    return Math.clamp(share, 0.0, 1.0);
  }
}
