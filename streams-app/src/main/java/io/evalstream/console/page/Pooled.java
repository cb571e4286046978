package io.evalstream.console.page;

import io.evalstream.event.EvalRate;
import io.evalstream.stats.Interval;
import io.evalstream.stats.Normal;
import io.evalstream.stats.Wilson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rate of several windows together.
///
/// *How it works:* a window counts by the traffic that its labels stand for, which is what was seen
/// less what ended without a label. Its rate has the variance of its effective size, so the windows
/// together have the size (sum of W)² / (sum of W² / n) [1]: with equal weights that is the number
/// of labels, and windows of which a smaller part was judged make it smaller. Rates and intervals
/// are never averaged without it.
///
/// *Guarantees:* the same as one window over the whole time where all weights are equal. Where
/// weights differ the size is a little different, and judgements that could not be evaluated are
/// taken to have been sampled like the others.
///
/// [1] L. Kish, Survey Sampling (1965), chapter 11
///
/// @param rate null when nothing was judged
/// @param missing share of judgements that ended without a label; null when none ended
record Pooled(
    @Nullable Double rate,
    double effectiveN,
    long judged,
    Interval interval,
    @Nullable Double missing) {

  static Pooled of(List<EvalRate> windows) {
    double all = 0;
    double failing = 0;
    double squares = 0;
    double without = 0;
    long judged = 0;
    for (EvalRate window : windows) {
      double ended = ended(window);
      double missing = window.getMissing() == null ? 0 : window.getMissing();
      without += ended * missing;
      if (window.getRate() != null && window.getEffectiveN() > 0) {
        double weight = ended * (1 - missing);
        all += weight;
        failing += weight * window.getRate();
        squares += weight * weight / window.getEffectiveN();
        judged += window.getJudged();
      }
    }
    Double missing = all + without > 0 ? (Double) (without / (all + without)) : null;
    if (!(squares > 0)) {
      return new Pooled(null, 0, 0, Interval.UNKNOWN, missing);
    }
    double rate = Math.clamp(failing / all, 0, 1);
    double size = all * all / squares;
    return new Pooled(rate, size, judged, Wilson.interval(rate, size, Normal.Z_95), missing);
  }

  /// Estimated judgements of the traffic that could have had a label.
  private static double ended(EvalRate window) {
    long all = window.getSampled();
    long none = window.getOutcomes().getOrDefault("not_evaluable", 0L);
    return all == 0 ? 0 : window.getSeen() * (all - none) / all;
  }
}
