package io.evalstream.alert;

import io.evalstream.alert.rule.AlertState;
import io.evalstream.alert.rule.Change;
import io.evalstream.alert.rule.Muting;
import io.evalstream.alert.rule.Remembered;
import io.evalstream.event.Alert;
import java.time.Instant;
import java.util.List;

/// What a record of an alert says, whatever decides about the alert.
final class AlertRecord {

  private AlertRecord() {}

  /// The beginning of a record: which one of which alert it is. It has no rate.
  ///
  /// @param number tells it from the other records of the alert
  static Alert.Builder of(AlertSeries series, String number) {
    return Alert.newBuilder()
        .setAlertKey(series.alertKey())
        .setTransitionId(series.alertKey() + "#" + number)
        .setRule(series.rule())
        .setApp(series.app())
        .setEvaluator(series.evaluator())
        .setDimension(series.dimension())
        .setValue(series.value())
        .setLow(0)
        .setHigh(1)
        .setJudged(0)
        .setEffectiveN(0)
        .setOverMs(0);
  }

  /// The end of an alert that nobody looks at any more: whoever was told that it fires is told that
  /// it does so no longer.
  static Alert.Builder ended(
      AlertSeries series, Remembered last, String reason, Muting muting, Instant now) {
    return of(series, Long.toString(last.records() + 1))
        .setState(Change.state(last.state(), new AlertState.Inactive(now)))
        .setPreviousState(last.state().wireName())
        .setSince(now)
        .setTransitionedAt(now)
        .setFiredAt(last.firedAt())
        .setReason(reason)
        .setNotify(muting.isSilence() ? List.of() : last.told().channels())
        .setSilenceEndsAt(muting.silenceEndsAt());
  }
}
