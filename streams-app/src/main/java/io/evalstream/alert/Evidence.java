package io.evalstream.alert;

import io.evalstream.stats.RateEstimate;
import java.util.List;
import java.util.Locale;

/// What the last minutes say of a series.
///
/// @param exampleTraces some traces with failing labels, newest first
record Evidence(RateEstimate estimate, long judged, List<String> exampleTraces) {

  // Equal weights give their number, but for rounding.
  private static final double ROUNDING = 1e-9;

  AlertState.Reading reading(AlertRule rule) {
    Double rate = estimate.rate();
    if (rate == null) {
      return AlertState.Reading.SILENT;
    }
    if (estimate.effectiveN() < rule.minSamples() - ROUNDING) {
      return AlertState.Reading.UNKNOWN;
    }
    if (estimate.low() > rule.above()) {
      return AlertState.Reading.ABOVE;
    }
    return rate <= rule.above() ? AlertState.Reading.WITHIN : AlertState.Reading.UNCLEAR;
  }

  /// `12.5 % failing (8.0 % to 19.0 %) of 144 judged, limit 5.0 %`.
  String summary(AlertRule rule) {
    Double rate = estimate.rate();
    if (rate == null) {
      return "nothing judged, limit " + percent(rule.above());
    }
    return "%s failing (%s to %s) of %d judged, limit %s"
        .formatted(
            percent(rate),
            percent(estimate.low()),
            percent(estimate.high()),
            judged,
            percent(rule.above()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
