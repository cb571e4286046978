package io.evalstream.alert;

import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.EmbeddingAlarm;
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

  Alert at(Instant now) {
    AlertRule rule = change.rule();
    return AlertRecord.of(series, Long.toString(change.number()))
        .setState(change.state())
        .setPreviousState(change.before().wireName())
        .setOverMs(over().toMillis())
        .setSince(change.after().sinceWhen())
        .setTransitionedAt(now)
        .setSummary(summary())
        .setReason(reason())
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

  /// As long as the last window was; nothing when none was compared.
  private Duration over() {
    EmbeddingFinding finding = change.finding();
    return finding == null ? Duration.ZERO : Duration.between(finding.from(), finding.to());
  }

  /// Why it ended though the questions may be other ones still.
  private @Nullable String reason() {
    return switch (change.cause()) {
      case WINDOWS, STANDING -> null;
      case SILENCE -> "no_embeddings";
      case NEW_NORMAL -> "new_normal";
      case OTHER_LENGTH -> "other_length";
    };
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
          case STANDING -> distance();
          case SILENCE ->
              "no embedding has come for %s, so nothing is compared any more"
                  .formatted(DurationText.format(EmbeddingAlarm.silence(change.rule())));
          case NEW_NORMAL ->
              "they have been other ones for as long as the baseline is, so these are what is normal"
                  + " from now on; "
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

  /// `their embeddings moved by 4.2 % of the variance of the baseline (z 12.3), 1,234 of them
  /// against 24,000`.
  private String distance() {
    EmbeddingFinding finding = change.finding();
    return finding == null
        ? "nothing was compared"
        : String.format(
            Locale.ROOT,
            "their embeddings moved by %.1f %% of the variance of the baseline (z %.1f), %,d of them"
                + " against %,d",
            100 * Math.max(0, finding.effect()),
            finding.z(),
            finding.n(),
            finding.baseline());
  }
}
