package io.evalstream.console.page;

import io.evalstream.event.CorrectedShare;
import io.evalstream.event.EvalRate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One evaluator of an app in the overview.
///
/// @param now of the newest window
/// @param window which one that is
/// @param spark HTML
/// @param ranged of all windows of the range together
/// @param missing share of judgements without a label; null when it is 0
/// @param corrected the rate corrected for the errors of the judge; null when nothing tells them
record EvaluatorRow(
    String name,
    String link,
    RateText now,
    String window,
    Numbers.Moment when,
    String spark,
    RateText ranged,
    @Nullable String missing,
    @Nullable String corrected,
    List<AlertMark> alerts) {

  private static final double SEEN_FROM = 0.0005;

  EvaluatorRow {
    alerts = List.copyOf(alerts);
  }

  /// @param newest the window that is shown as current
  static EvaluatorRow of(
      EvalRate newest, Course course, @Nullable Double limit, List<AlertMark> alerts, Instant now) {
    Pooled pooled = Pooled.of(course.rates());
    return new EvaluatorRow(
        newest.getEvaluator(),
        PageAddress.evaluator(newest.getApp(), newest.getEvaluator()),
        RateText.of(newest),
        Numbers.duration(Duration.ofMillis(newest.getWindowMs())),
        Numbers.ago(newest.getWindowEnd(), now),
        course.sparkline(limit).svg("Share of failing labels, " + newest.getEvaluator()),
        RateText.of(pooled),
        missing(pooled.missing()),
        corrected(newest.getCorrected()),
        alerts);
  }

  static @Nullable String missing(@Nullable Double share) {
    return share == null || share < SEEN_FROM ? null : Numbers.percent(share);
  }

  static @Nullable String corrected(@Nullable CorrectedShare corrected) {
    return corrected == null || corrected.getValue() == null
        ? null
        : Numbers.percent(corrected.getValue(), corrected.getLow(), corrected.getHigh());
  }
}
