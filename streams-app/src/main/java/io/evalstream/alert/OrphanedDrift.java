package io.evalstream.alert;

import io.evalstream.alert.rule.AlertState.Firing;
import io.evalstream.alert.rule.AlertState.Inactive;
import io.evalstream.alert.rule.EmbeddingMemory;
import io.evalstream.alert.rule.Muting;
import io.evalstream.event.Alert;
import java.time.Instant;
import java.util.List;

/// An alert on the drift of embeddings that was firing or pending when its rule was taken out of
/// the configuration. It is ended once, as an [OrphanedAlert] is: whoever was told that it fires is
/// told that it does so no longer.
record OrphanedDrift(AlertSeries series, EmbeddingMemory kept) {

  /// Whether there is anything to end.
  static boolean isOne(EmbeddingMemory kept) {
    return !(kept.state() instanceof Inactive);
  }

  /// The record of the end.
  Alert end(Muting muting, Instant now) {
    return Alert.newBuilder()
        .setAlertKey(series.alertKey())
        .setTransitionId(series.alertKey() + "#" + (kept.records() + 1))
        .setRule(series.rule())
        .setApp(series.app())
        .setEvaluator(series.evaluator())
        .setDimension(series.dimension())
        .setValue(series.value())
        .setState(kept.state() instanceof Firing ? "resolved" : "inactive")
        .setPreviousState(kept.state().wireName())
        .setCondition(EmbeddingTopology.CONDITION)
        .setMethod("windows")
        .setLow(0)
        .setHigh(1)
        .setJudged(0)
        .setEffectiveN(0)
        .setOverMs(0)
        .setSince(now)
        .setTransitionedAt(now)
        .setFiredAt(kept.firedAt())
        .setSummary(
            "Questions to "
                + series.app()
                + ": the rule was taken out of the configuration, or is about something else now")
        .setReason("rule_removed")
        .setNotify(muting.isSilence() ? List.of() : kept.told().channels())
        .setSilenceEndsAt(muting.silenceEndsAt())
        .build();
  }
}
