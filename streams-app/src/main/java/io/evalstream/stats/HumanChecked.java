package io.evalstream.stats;

/// What is remembered of answers that a human and the judge have both labelled: enough for the
/// [PoweredRate], and mergeable.
///
/// *When to use:* where humans label answers that were drawn at random, whatever the judge said of
/// them. Where they see failing and passing labels in fixed numbers, use [DoubleSampling].
///
/// The weight of an answer is one over the probability with which it was judged and then sent to a
/// human. `w` is a sum of weights and `q` of their squares.
///
/// @param wBoth failing for both
/// @param qBoth failing for both
/// @param wMissed failing for the human only
/// @param qMissed failing for the human only
/// @param wFalse failing for the judge only
/// @param qFalse failing for the judge only
/// @param wNeither passing for both
/// @param qNeither passing for both
public record HumanChecked(
    double wBoth,
    double qBoth,
    double wMissed,
    double qMissed,
    double wFalse,
    double qFalse,
    double wNeither,
    double qNeither) {

  public static final HumanChecked EMPTY = new HumanChecked(0, 0, 0, 0, 0, 0, 0, 0);

  public HumanChecked {
    check(wBoth, qBoth);
    check(wMissed, qMissed);
    check(wFalse, qFalse);
    check(wNeither, qNeither);
  }

  private static void check(double w, double q) {
    boolean sums = w >= 0 && q >= 0 && Double.isFinite(w) && Double.isFinite(q);
    if (!sums || (w == 0) != (q == 0)) {
      throw new IllegalArgumentException(
          "a weight and its squares must be numbers from 0, was " + w + " and " + q);
    }
  }

  /// With one more answer.
  public HumanChecked plus(double weight, boolean humanFailing, boolean judgeFailing) {
    Weight.check(weight);
    return plus(of(humanFailing, judgeFailing, weight, weight * weight));
  }

  /// Answers that are all labelled alike.
  ///
  /// @param w sum of their weights
  /// @param q sum of the squares of their weights
  public static HumanChecked of(boolean humanFailing, boolean judgeFailing, double w, double q) {
    if (humanFailing) {
      return judgeFailing
          ? new HumanChecked(w, q, 0, 0, 0, 0, 0, 0)
          : new HumanChecked(0, 0, w, q, 0, 0, 0, 0);
    }
    return judgeFailing
        ? new HumanChecked(0, 0, 0, 0, w, q, 0, 0)
        : new HumanChecked(0, 0, 0, 0, 0, 0, w, q);
  }

  /// With the answers of another window.
  public HumanChecked plus(HumanChecked other) {
    return new HumanChecked(
        wBoth + other.wBoth,
        qBoth + other.qBoth,
        wMissed + other.wMissed,
        qMissed + other.qMissed,
        wFalse + other.wFalse,
        qFalse + other.qFalse,
        wNeither + other.wNeither,
        qNeither + other.qNeither);
  }

  /// The rate of failing answers, from these and from those that only the judge has labelled.
  ///
  /// @param judged labels of answers that no human has seen; 1 for failing
  public PoweredRate rate(RateSums judged) {
    return PoweredRate.of(this, judged);
  }

  /// How many answers of equal weight tell as much, by the weights alone.
  public double kishN() {
    return EffectiveSize.kish(w(), q());
  }

  /// Sum of all weights.
  public double w() {
    return wBoth + wMissed + wFalse + wNeither;
  }

  double q() {
    return qBoth + qMissed + qFalse + qNeither;
  }

  /// With pseudo-answers of average weight.
  ///
  /// @param each how many in each cell
  HumanChecked shrunk(double each) {
    double mean = q() / w();
    double w = each * mean;
    double q = each * mean * mean;
    return plus(new HumanChecked(w, q, w, q, w, q, w, q));
  }

  double human() {
    return (wBoth + wMissed) / w();
  }

  double judge() {
    return (wBoth + wFalse) / w();
  }
}
