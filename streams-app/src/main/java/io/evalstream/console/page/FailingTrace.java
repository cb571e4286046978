package io.evalstream.console.page;

import io.evalstream.console.archive.TraceSummary;
import io.evalstream.console.archive.TraceSummary.Mark;
import io.evalstream.trace.Trace;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A failing trace in a short list.
record FailingTrace(
    String link,
    @Nullable String question,
    String response,
    String label,
    String diagnosis,
    Numbers.Moment when) {

  static FailingTrace of(TraceSummary trace, String evaluator, Instant now) {
    String diagnosis = trace.diagnosis().replace('_', ' ');
    if (evaluator.equals(Trace.DIAGNOSIS)) {
      return of(trace, diagnosis, "", now);
    }
    String label =
        trace.marks().stream()
            .filter(mark -> mark.evaluator().equals(evaluator))
            .map(FailingTrace::label)
            .findFirst()
            .orElse("");
    return of(trace, label, diagnosis, now);
  }

  private static FailingTrace of(TraceSummary trace, String label, String diagnosis, Instant now) {
    return new FailingTrace(
        PageAddress.trace(trace.traceId()),
        trace.question(),
        trace.response(),
        label,
        diagnosis,
        Numbers.ago(trace.occurredAt(), now));
  }

  /// Of several documents, how many fail.
  private static String label(Mark mark) {
    String label = Objects.requireNonNullElse(mark.label(), "");
    return mark.evaluations() > 1
        ? "%s %d of %d".formatted(label, mark.failed(), mark.evaluations())
        : label;
  }
}
