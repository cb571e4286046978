package io.evalstream.bench.oracle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An evaluation, where it lies and what it says.
///
/// @param id of the evaluation
/// @param label null without one
/// @param failing null without a label
/// @param life the life of a monitor that made the call; null when nobody answered
public record Ended(
    Judgement judgement,
    String id,
    String app,
    String outcome,
    @Nullable String label,
    @Nullable Boolean failing,
    int attempts,
    @Nullable String life,
    Instant occurredAt,
    Instant evaluatedAt,
    int partition,
    long offset) {

  String place() {
    return partition + "@" + offset;
  }
}
