package io.evalstream.app;

import io.evalstream.alert.AlertConfig;
import io.evalstream.event.Alert;
import java.util.function.BiPredicate;

/// Who is told of which alert by the configuration as it is now. Alerts outlive changes of it: one
/// of another rule, or that another channel was told of, goes on until its end is told.
record Audience(AlertConfig alerts) implements BiPredicate<Alert, String> {

  private static final String RATE = "rate";

  /// Whether a rule is about such an alert and names the channel; of judges those channels are told
  /// that hear of all judges.
  @Override
  public boolean test(Alert alert, String channel) {
    return alert.getSubject().equals(RATE)
        ? alerts.rules().stream()
            .anyMatch(
                rule ->
                    rule.name().equals(alert.getRule())
                        && rule.evaluator().equals(alert.getEvaluator())
                        && rule.dimension().equals(alert.getDimension())
                        && (rule.app() == null || rule.app().equals(alert.getApp()))
                        && rule.channels().contains(channel))
        : alerts.judgeChannels().contains(channel);
  }
}
