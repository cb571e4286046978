package io.evalstream.alert;

import io.evalstream.alert.rule.AlertState;
import io.evalstream.event.Alert;
import io.evalstream.state.JudgeStanding;
import java.time.Instant;
import java.util.List;

/// The change of the alert about one judge.
///
/// @param seen what brought the change
/// @param channels that hear of it
record JudgeAlert(JudgeStanding seen, List<String> channels) {

  static final String RULE = "judge-unusable";

  private static final String GONE = "gone";
  private static final String ANY = "*";
  private static final String SUBJECT = "judge";

  /// The end of the alert about a judge that was taken out of the configuration.
  static JudgeAlert gone(JudgeStanding last, Instant now, List<String> channels) {
    return new JudgeAlert(
        JudgeStanding.newBuilder(last).setUsable(true).setReason(GONE).setSeenAt(now).build(),
        channels);
  }

  private boolean isGone() {
    return seen.getReason().equals(GONE);
  }

  AlertSeries series() {
    return new AlertSeries(RULE, ANY, ANY, SUBJECT, seen.getJudge());
  }

  String key() {
    return series().alertKey();
  }

  AlertState state() {
    return seen.getUsable()
        ? new AlertState.Inactive(seen.getSeenAt())
        : new AlertState.Firing(seen.getSeenAt(), null);
  }

  Alert toAlert() {
    Instant at = seen.getSeenAt();
    return AlertRecord.of(series(), seen.getTask() + "@" + at.toEpochMilli())
        .setSubject(SUBJECT)
        .setCondition("unusable")
        .setMethod("none")
        .setState(seen.getUsable() ? "resolved" : "firing")
        .setPreviousState(seen.getUsable() ? "firing" : "inactive")
        .setSince(at)
        .setTransitionedAt(at)
        .setSummary(summary())
        .setNotify(channels)
        .build();
  }

  private String summary() {
    return seen.getUsable()
        ? "Judge "
            + seen.getJudge()
            + (isGone() ? " is configured no longer" : " can be used again")
        : "Judge %s cannot be used (%s): %s It is tried again now and then; judgements wait, spend no attempts, and expire after judging.max_age"
            .formatted(seen.getJudge(), seen.getReason(), sentence(seen.getDetail()));
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
