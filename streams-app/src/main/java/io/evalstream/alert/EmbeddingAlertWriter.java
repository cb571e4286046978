package io.evalstream.alert;

import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Condition;
import io.evalstream.alert.rule.EmbeddingChange;
import io.evalstream.alert.rule.EmbeddingFinding;
import io.evalstream.config.DurationText;
import io.evalstream.event.Alert;
import io.evalstream.event.AlertDrift;
import io.evalstream.stats.EmbeddingDrift;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A change of an alert on the drift of embeddings as it is published, with its evidence.
record EmbeddingAlertWriter(AlertSeries series, EmbeddingChange change) {

  static final String DIMENSION = "all";

  private static final Duration DAY = Duration.ofDays(1);

  Alert at(Instant now) {
    AlertRule rule = change.rule();
    return Alert.newBuilder()
        .setAlertKey(series.alertKey())
        .setTransitionId(series.alertKey() + "#" + change.number())
        .setRule(series.rule())
        .setApp(series.app())
        .setEvaluator(series.evaluator())
        .setDimension(series.dimension())
        .setValue(series.value())
        .setState(change.state())
        .setPreviousState(change.before().wireName())
        .setLow(0)
        .setHigh(1)
        .setJudged(0)
        .setEffectiveN(0)
        .setOverMs(over().toMillis())
        .setSince(change.after().sinceWhen())
        .setTransitionedAt(now)
        .setSummary(summary())
        .setNotify(change.channels())
        .setCondition(rule.condition().wireName())
        .setMethod(rule.method().wireName())
        .setDrift(drift(change.finding()))
        .setReminder(change.reminder())
        .setInhibitedBy(change.muting().inhibitedBy())
        .setSilenceEndsAt(change.muting().silenceEndsAt())
        .setFiredAt(change.firedAt())
        .build();
  }

  /// As long as the last window was.
  private Duration over() {
    EmbeddingFinding finding = change.finding();
    return finding == null ? change.rule().over() : Duration.between(finding.from(), finding.to());
  }

  private static @Nullable AlertDrift drift(@Nullable EmbeddingFinding finding) {
    return finding == null
        ? null
        : new AlertDrift(
            finding.z(),
            finding.effect(),
            finding.n(),
            finding.baseline(),
            finding.from(),
            finding.to());
  }

  private String summary() {
    String found =
        switch (change.cause()) {
          case WINDOWS -> windows();
          case SILENCE -> "no embedding has come for a day, so nothing is compared any more";
          case NEW_NORMAL ->
              "they have been other ones for %s, which is what is normal from now on; "
                      .formatted(DurationText.format(baseline()))
                  + distance();
          case OTHER_LENGTH ->
              "their embeddings have another length now, so what is normal is learned anew";
        };
    return "Questions to " + series.app() + ": " + found;
  }

  private String windows() {
    return switch (change.state()) {
      case "pending" ->
          distance() + "; told if it lasts for " + EmbeddingDrift.WINDOWS + " windows";
      case "firing" ->
          distance() + "; beyond chance in %d windows in a row".formatted(EmbeddingDrift.WINDOWS);
      case "resolved" -> "as before again: " + distance();
      default -> distance();
    };
  }

  /// `their embeddings moved by 4.2 % of the variance of the day before (z 12.3), 1,234 of them
  /// against 24,000`.
  private String distance() {
    EmbeddingFinding finding = change.finding();
    return finding == null
        ? "nothing was compared"
        : String.format(
            Locale.ROOT,
            "their embeddings moved by %.1f %% of the variance of %s (z %.1f), %,d of them against"
                + " %,d",
            100 * Math.max(0, finding.effect()),
            before(),
            finding.z(),
            finding.n(),
            finding.baseline());
  }

  private String before() {
    return baseline().equals(DAY)
        ? "the day before"
        : "the " + DurationText.format(baseline()) + " before";
  }

  private Duration baseline() {
    return change.rule().condition() instanceof Condition.Drift(Duration baseline) ? baseline : DAY;
  }
}
