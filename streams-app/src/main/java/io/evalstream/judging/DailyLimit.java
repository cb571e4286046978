package io.evalstream.judging;

import io.evalstream.topic.SpendingStore;
import java.util.Map;

/// Whether an app has spent what its judgements may cost in a day, in one task.
///
/// @param shares app to the US dollars of this task, for apps with a limit
record DailyLimit(Map<String, Double> shares, SpendingStore spending) {

  boolean isSpent(String app) {
    Double share = shares.get(app);
    return share != null && spending.of(app).getCostUsd() >= share;
  }
}
