package io.evalstream.stats;

/// Chooses the probability with which an event is judged by how likely it is to fail, so that the
/// same budget gives a narrower interval.
///
/// *When to use:* with a cheap score that tells failing from passing answers well, with an area
/// under the ROC curve from 0.8. Below that it gains little. All that goes in must be known before
/// the event is drawn, and the probability has to be stored with the event.
///
/// *How it works:* events are put into bins by their score. A bin that fails more often has a
/// higher risk shape, which is the best one for a weighted mean [1]. A quarter of the budget is
/// spent evenly [2], so a score that misleads can do no more than bounded harm.
///
/// *Guarantees:* the rate stays unbiased whatever the score is worth. No probability is less than a
/// quarter of that of uniform sampling, so relative weights are at most [#LARGEST_WEIGHT], and
/// variances at most four times those of uniform sampling.
///
/// [1] W. G. Cochran, Sampling Techniques (1977), chapter 5: optimum allocation
///
/// [2] T. Hesterberg, Weighted average importance sampling and defensive mixture distributions,
/// Technometrics 37 (1995), 185-194, <https://doi.org/10.1080/00401706.1995.10484303>
public final class ImportanceSampling {

  /// Share of the budget that is spent evenly.
  public static final double EVEN_SHARE = 0.25;

  /// Of a verdict, relative to that of uniform sampling; see [SequentialTest#largestWeight()].
  public static final double LARGEST_WEIGHT = 1 / EVEN_SHARE;

  /// Of the scores, which lie in [0, 1].
  public static final int BINS = 10;

  private static final double PSEUDO_EVENTS = 20;
  private static final double LEAST_GAIN = 0.9;

  private ImportanceSampling() {}

  /// Number of the bin of a score in [0, 1], from 0.
  public static int bin(double score) {
    return Math.min((int) (share("score", score) * BINS), BINS - 1);
  }

  /// How likely an event of a bin is to fail: its share of failures, drawn towards the rate of all
  /// while little was judged. Counts may have faded.
  ///
  /// @param failed judged events of the bin that failed
  /// @param judged judged events of the bin
  /// @param rate of all events
  public static double risk(double failed, double judged, double rate) {
    if (!(0 <= failed && failed <= judged && judged < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "failed must be from 0 to judged, was " + failed + " of " + judged);
    }
    return (failed + PSEUDO_EVENTS * share("rate", rate)) / (judged + PSEUDO_EVENTS);
  }

  /// What the probability of a bin is proportional to.
  ///
  /// @param risk how likely an event of the bin is to fail
  /// @param rate of all events
  public static double shape(double risk, double rate) {
    double square = share("risk", risk) * (1 - 2 * share("rate", rate)) + rate * rate;
    // Not below 0 but for rounding.
    return Math.sqrt(Math.max(0, square));
  }

  /// The probability of an event, in (0, 1], with a quarter of the budget spent evenly.
  ///
  /// @param shape of its bin
  /// @param meanShape of the traffic: shapes of the bins, by how many events each has
  /// @param uniform probability that spends the budget on events of equal probability, in (0, 1]
  public static double probability(double shape, double meanShape, double uniform) {
    return probability(shape, meanShape, uniform, EVEN_SHARE);
  }

  static double probability(double shape, double meanShape, double uniform, double evenShare) {
    if (!(0 <= shape && 0 <= meanShape && 0 < uniform && uniform <= 1)) {
      throw new IllegalArgumentException(
          "shapes must be from 0 and the uniform probability in (0, 1], was %s of %s and %s"
              .formatted(shape, meanShape, uniform));
    }
    double relative = meanShape > 0 ? shape / meanShape : 1;
    return Math.min(1, uniform * (evenShare + (1 - evenShare) * relative));
  }

  /// Whether it is worth going on with, by what it gave in a day; if not, sample uniformly.
  public static boolean pays(RateEstimate day) {
    return day.n() == 0 || day.effectiveN() / day.n() >= LEAST_GAIN;
  }

  private static double share(String name, double value) {
    if (!(0 <= value && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], was " + value);
    }
    return value;
  }
}
