package io.evalstream.alert;

import io.evalstream.alert.rule.AlertState.Inactive;
import io.evalstream.alert.rule.EmbeddingMemory;
import io.evalstream.alert.rule.Muting;
import io.evalstream.event.Alert;
import java.time.Instant;

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
    return AlertRecord.ended(series, kept, OrphanedAlert.REMOVED, muting, now)
        .setCondition(EmbeddingTopology.CONDITION)
        .setMethod("windows")
        .setSummary(
            "Questions to "
                + series.app()
                + ": the rule was taken out of the configuration, or is about something else now")
        .build();
  }
}
