package io.evalstream.console.page;

import io.evalstream.event.EvalRate;
import java.util.Objects;

/// A rate in words: the share, its interval, and the labels behind it.
///
/// @param interval empty when there is no rate
/// @param thin whether it rests on so few labels that it should be shown faintly
record RateText(String rate, String interval, String n, boolean thin) {

  private static final double THIN_BELOW = 30;

  static RateText of(EvalRate rate) {
    return of(
        Objects.requireNonNullElse(rate.getRate(), Double.NaN),
        rate.getLow(),
        rate.getHigh(),
        rate.getJudged(),
        rate.getEffectiveN());
  }

  static RateText of(Pooled pooled) {
    return of(
        Objects.requireNonNullElse(pooled.rate(), Double.NaN),
        pooled.interval().low(),
        pooled.interval().high(),
        pooled.judged(),
        pooled.effectiveN());
  }

  private static RateText of(double rate, double low, double high, long judged, double size) {
    return new RateText(
        Numbers.percent(rate),
        Double.isNaN(rate) ? "" : Numbers.interval(low, high),
        n(judged, size),
        size < THIN_BELOW);
  }

  /// Where the weights make the labels tell less than their number, how much they tell.
  private static String n(long judged, double size) {
    String all = "n " + Numbers.count(judged);
    return Math.abs(size - judged) < 0.02 * judged
        ? all
        : all + ", effective " + Numbers.size(size);
  }
}
