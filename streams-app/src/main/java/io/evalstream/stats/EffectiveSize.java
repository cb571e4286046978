package io.evalstream.stats;

/// How many equally weighted verdicts carry the information of these weighted ones.
///
/// Weights of different sizes cost information; Kish's size [1] charges for that whatever the
/// verdicts were. The sizes here look at the weights of positives and negatives apart, so they keep
/// what well aimed sampling gains. Both are shrunk by a few pseudo-verdicts of average weight: the
/// plain variance is 0, and the interval far too narrow, while no heavy verdict was positive. That
/// an effective size belongs in Wilson's interval is the advice of [2].
///
/// [1] L. Kish, Survey Sampling (1965), chapter 11
///
/// [2] C. Franco et al., Comparative study of confidence intervals for proportions in complex
/// sample surveys, J. Surv. Stat. Methodol. 7 (2019), PMC6690503
final class EffectiveSize {

  private static final double PSEUDO_VERDICTS_BINARY = 2;
  private static final double PSEUDO_VERDICTS_GRADED = 4;

  // Below this share of w2 the scatter is rounding.
  private static final double ROUNDING = 1e-12;

  private EffectiveSize() {}

  static double kish(RateSums sums) {
    return kish(sums.w(), sums.w2());
  }

  /// @param w sum of weights
  /// @param w2 sum of their squares
  static double kish(double w, double w2) {
    return w * w / w2;
  }

  /// For scores that are 0 or 1; equal weights give exactly n.
  static double binary(RateSums sums, double rate) {
    double mean = sums.w2() / sums.w();
    double pseudo = PSEUDO_VERDICTS_BINARY * mean;
    double ofPositives = (sums.b() + pseudo * mean) / (sums.a() + pseudo);
    double ofNegatives = (sums.w2() - sums.b() + pseudo * mean) / (sums.w() - sums.a() + pseudo);
    return sums.w() / ((1 - rate) * ofPositives + rate * ofNegatives);
  }

  /// For scores in [0, 1]: more than Kish's size by as much as they scatter less than 0 and 1
  /// would.
  static double graded(RateSums sums, double rate) {
    double kish = kish(sums);
    double mean = sums.w2() / sums.w();
    double shrunk = (rate * kish + 2) / (kish + 4);
    double prior = PSEUDO_VERDICTS_GRADED * mean * mean * shrunk * (1 - shrunk);
    double binaryScatter = rate * (1 - rate) * sums.w2();
    return kish / Math.min(1, (scatter(sums, rate) + prior) / (binaryScatter + prior));
  }

  /// Sum of w² (x - rate)².
  static double scatter(RateSums sums, double rate) {
    double scatter = sums.c() - 2 * rate * sums.b() + rate * rate * sums.w2();
    return scatter > ROUNDING * sums.w2() ? scatter : 0;
  }
}
