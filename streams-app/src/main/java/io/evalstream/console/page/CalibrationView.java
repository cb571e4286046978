package io.evalstream.console.page;

import io.evalstream.judgement.Calibration;
import io.evalstream.stats.Interval;
import io.evalstream.stats.Normal;
import io.evalstream.stats.Wilson;

/// What a benchmark told of a judge, on one evaluator.
///
/// @param app empty for all apps together
record CalibrationView(
    String app,
    String evaluator,
    String sensitivity,
    String specificity,
    String n,
    String source,
    String date) {

  static CalibrationView of(Calibration.Entry entry) {
    return new CalibrationView(
        entry.app() == null ? "" : entry.app(),
        entry.evaluator(),
        share(entry.truePositives(), entry.falseNegatives()),
        share(entry.trueNegatives(), entry.falsePositives()),
        Numbers.count(entry.n()),
        entry.source(),
        entry.date().toString());
  }

  private static String share(long right, long wrong) {
    double n = (double) right + wrong;
    if (n == 0) {
      return Numbers.NONE;
    }
    Interval interval = Wilson.interval(right / n, n, Normal.Z_95);
    return Numbers.percent(right / n, interval.low(), interval.high());
  }
}
