package io.evalstream.stats;

import org.jspecify.annotations.Nullable;

/// The rate of failing answers by human labels, made more exact by the many more labels of a judge:
/// prediction-powered inference [1] with the tuning of [2].
///
/// *How it works:* the rate of the human labels is moved by what the judge found among the answers
/// that no human saw, less what it found among those that one did. `lambda` is how far to follow
/// the judge: 0 for one who agrees by chance, 1 for one who is always right. Half a pseudo-answer
/// in each cell of the human labels keeps the variance above 0 while a cell is empty.
///
/// *Guarantees:* whatever the judge does, the rate is that of the human labels on average, and
/// hardly ever less exact than without the judge. No benchmark is needed.
///
/// [1] A. N. Angelopoulos et al., Prediction-powered inference, Science 382 (2023), 669-674,
/// <https://doi.org/10.1126/science.adi6000>
///
/// [2] A. N. Angelopoulos, J. C. Duchi, T. Zrnic, PPI++: efficient prediction-powered inference,
/// <https://arxiv.org/abs/2311.01453>
///
/// @param value in [0, 1]; null without human labels, as the next two
/// @param standardError of the value
/// @param lambda in [0, 1]
/// @param interval 95 %; [0, 1] without human labels
public record PoweredRate(
    @Nullable Double value,
    @Nullable Double standardError,
    @Nullable Double lambda,
    Interval interval) {

  private static final PoweredRate UNKNOWN = new PoweredRate(null, null, null, Interval.UNKNOWN);
  private static final double PSEUDO_ANSWERS = 0.5;

  static PoweredRate of(HumanChecked checked, RateSums judged) {
    if (checked.w() == 0) {
      return UNKNOWN;
    }
    HumanChecked shrunk = checked.shrunk(PSEUDO_ANSWERS);
    double scale = shrunk.w() * checked.w();
    double ofHuman = ofHuman(shrunk) / scale;
    double ofBoth = ofBoth(shrunk) / scale;
    double ofJudge = ofJudge(shrunk) / scale + ofJudged(judged);
    double lambda = judged.n() == 0 ? 0 : Math.clamp(ofBoth / ofJudge, 0, 1);
    double moved = judged.n() == 0 ? 0 : judged.a() / judged.w() - checked.judge();
    double value = checked.human() + lambda * moved;
    double error =
        Math.sqrt(Math.max(0, ofHuman - 2 * lambda * ofBoth + lambda * lambda * ofJudge));
    return new PoweredRate(
        clip(value),
        error,
        lambda,
        new Interval(clip(value - Normal.Z_95 * error), clip(value + Normal.Z_95 * error)));
  }

  private static double ofHuman(HumanChecked cells) {
    double human = cells.human();
    return (cells.qBoth() + cells.qMissed()) * (1 - human) * (1 - human)
        + (cells.qFalse() + cells.qNeither()) * human * human;
  }

  private static double ofJudge(HumanChecked cells) {
    double judge = cells.judge();
    return (cells.qBoth() + cells.qFalse()) * (1 - judge) * (1 - judge)
        + (cells.qMissed() + cells.qNeither()) * judge * judge;
  }

  private static double ofBoth(HumanChecked cells) {
    double human = cells.human();
    double judge = cells.judge();
    return cells.qBoth() * (1 - human) * (1 - judge)
        - cells.qMissed() * (1 - human) * judge
        - cells.qFalse() * human * (1 - judge)
        + cells.qNeither() * human * judge;
  }

  /// Variance of the rate of the labels that no human has checked; 0 without any.
  private static double ofJudged(RateSums judged) {
    if (judged.n() == 0) {
      return 0;
    }
    double pseudo = 2 * PSEUDO_ANSWERS * judged.w2() / judged.w();
    double shrunk = (judged.a() + pseudo) / (judged.w() + 2 * pseudo);
    return shrunk * (1 - shrunk) * judged.w2() / (judged.w() * judged.w());
  }

  private static double clip(double share) {
    return Math.clamp(share, 0.0, 1.0);
  }
}
