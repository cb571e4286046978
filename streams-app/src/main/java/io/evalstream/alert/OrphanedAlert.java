package io.evalstream.alert;

import io.evalstream.alert.rule.AlarmMemory;
import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.AlertState.Inactive;
import io.evalstream.alert.rule.Cadence;
import io.evalstream.alert.rule.Muting;
import io.evalstream.event.Alert;
import io.evalstream.state.AlertMemory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An alert that was firing or pending when its rule was changed or taken out of the configuration.
///
/// Nobody looks at it any more, so it has to be ended once: whoever was told that it fires is told
/// that it does so no longer. Nothing is said of the traffic.
///
/// @param rule as it is now; null when it was taken out, or is about something else
record OrphanedAlert(AlertSeries series, AlertMemory kept, @Nullable AlertRule rule) {

  static final String REMOVED = "rule_removed";

  private static final String CHANGED = "rule_changed";

  /// Whether there is anything to end.
  static boolean isOne(AlertMemory kept, @Nullable AlertRule rule, Cadence cadence) {
    boolean orphaned = rule == null || !rule.definition(cadence).equals(kept.getDefinition());
    return orphaned && !(AlertMemories.memory(kept).state() instanceof Inactive);
  }

  /// The record of the end.
  Alert end(Muting muting, Instant now) {
    AlarmMemory memory = AlertMemories.memory(kept);
    String about = memory.about();
    return AlertRecord.ended(series, memory, rule == null ? REMOVED : CHANGED, muting, now)
        .setValue(about == null ? series.value() : about)
        .setCondition(memory.condition())
        .setMethod(memory.method())
        .setSummary(summary())
        .build();
  }

  private String summary() {
    return series.app()
        + " "
        + series.evaluator()
        + ": "
        + (rule == null
            ? "the rule was taken out of the configuration, or is about something else now"
            : "the rule or alerting.step was changed; evidence is gathered anew");
  }

  /// What there is to remember after the end; null when nothing is.
  @Nullable AlertMemory after(Instant now) {
    return rule == null
        ? null
        : AlertMemory.newBuilder(kept)
            .setState(new Inactive(now).wireName())
            .setSince(now)
            .setClearSince(null)
            .setRecords(kept.getRecords() + 1)
            .setFiredAt(null)
            .setToldAt(null)
            .setToldChannels(List.of())
            .setReminders(0)
            .setAbout(null)
            .build();
  }
}
