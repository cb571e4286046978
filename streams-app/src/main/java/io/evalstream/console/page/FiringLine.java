package io.evalstream.console.page;

import io.evalstream.event.Alert;
import io.evalstream.notify.AlertText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An alert that fires, in one line.
///
/// @param about the app, or the judge
/// @param what how bad it is, with its interval
/// @param traces where the failing traces are; null for an alert that is not about labels
record FiringLine(
    String rule,
    String about,
    String what,
    Numbers.Moment since,
    String alerts,
    @Nullable String traces) {

  static FiringLine of(Alert alert, Instant now) {
    boolean judge = alert.getSubject().equals("judge");
    String headline = AlertText.of(alert).headline();
    return new FiringLine(
        alert.getRule(),
        judge ? alert.getValue() : alert.getApp(),
        headline.isEmpty() ? alert.getSummary() : headline,
        Numbers.ago(alert.getSince(), now),
        PageAddress.of("/alerts", "rule", alert.getRule()),
        traces(alert));
  }

  /// Failing traces of the series.
  static @Nullable String traces(Alert alert) {
    if (!alert.getSubject().equals("rate") || alert.getEvaluator().equals("*")) {
      return null;
    }
    boolean known =
        alert.getDimension().equals("model") || alert.getDimension().equals("prompt_version");
    return PageAddress.of(
        "/traces",
        "app",
        alert.getApp(),
        "evaluator",
        alert.getEvaluator(),
        "failing",
        "true",
        known ? alert.getDimension() : "app",
        known ? alert.getValue() : null);
  }
}
