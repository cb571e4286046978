package io.evalstream.alert.rule;

import io.evalstream.alert.rule.AlertState.Reading;
import io.evalstream.stats.RateEstimate;

/// A rate and its interval beside a limit.
final class Limits {

  // Equal weights give their number, but for rounding.
  static final double ROUNDING = 1e-9;

  private Limits() {}

  static Reading reading(RateEstimate estimate, double limit, int minSamples) {
    Double rate = estimate.rate();
    if (rate == null) {
      return Reading.SILENT;
    }
    if (estimate.effectiveN() < minSamples - ROUNDING) {
      return Reading.UNKNOWN;
    }
    if (estimate.low() > limit) {
      return Reading.ABOVE;
    }
    return rate <= limit ? Reading.WITHIN : Reading.UNCLEAR;
  }
}
