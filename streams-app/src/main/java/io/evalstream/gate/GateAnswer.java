package io.evalstream.gate;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a gate says of a trace.
///
/// @param app null while it is not known
/// @param policy that was used; null while the app is not known
/// @param detail what else there is to know; null: nothing
record GateAnswer(
    String traceId,
    @Nullable String app,
    @Nullable GatePolicy policy,
    Decision decision,
    End end,
    Duration waited,
    @Nullable String detail) {

  /// What ended the waiting.
  enum End {
    /// Nothing that may still come changes the verdict.
    DECISION,
    /// The wait was over.
    TIME,
    /// The monitor stops.
    SHUTDOWN;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
