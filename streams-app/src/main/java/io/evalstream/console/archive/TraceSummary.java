package io.evalstream.console.archive;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A judged trace in a list.
///
/// @param question its beginning; null when the event had none
/// @param response its beginning
/// @param marks one for each evaluator that has an evaluation here
public record TraceSummary(
    String traceId,
    String app,
    Instant occurredAt,
    Instant judgedAt,
    @Nullable String question,
    String response,
    String diagnosis,
    @Nullable String model,
    @Nullable String promptVersion,
    List<Mark> marks) {

  public TraceSummary {
    marks = List.copyOf(marks);
  }

  /// What an evaluator said of the trace; of documents, the worst of them.
  ///
  /// @param label null when no judgement ended with one
  /// @param failing null when there is no label
  /// @param evaluations how many there are: of documents, one for each
  /// @param failed how many of them fail
  public record Mark(
      String evaluator,
      String outcome,
      @Nullable String label,
      @Nullable Boolean failing,
      int evaluations,
      int failed) {}
}
