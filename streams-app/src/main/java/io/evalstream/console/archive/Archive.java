package io.evalstream.console.archive;

import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The questions that pages and API ask.
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // filled in by the next commits
public final class Archive {

  /// Rates, oldest window first.
  public Listing<EvalRate> rates(RateQuery query) {
    throw new UnsupportedOperationException();
  }

  /// The newest rate of each series and length of window that has a label in it.
  public List<EvalRate> latestRates(@Nullable String app, @Nullable String evaluator) {
    throw new UnsupportedOperationException();
  }

  /// App to its evaluators that have rates, sorted.
  public Map<String, List<String>> evaluators() {
    throw new UnsupportedOperationException();
  }

  /// The values of a column of judged traces for a filter, sorted: `app`, `model`,
  /// `prompt_version`, `diagnosis`, `evaluator`, `label`.
  public List<String> values(String column) {
    throw new UnsupportedOperationException();
  }

  public Listing<Alert> alerts(AlertQuery query) {
    throw new UnsupportedOperationException();
  }

  /// The newest record of each alert, those that fire first.
  public List<Alert> standingAlerts() {
    throw new UnsupportedOperationException();
  }

  public Listing<TraceSummary> traces(TraceQuery query) {
    throw new UnsupportedOperationException();
  }

  public Optional<JudgedTrace> trace(String traceId) {
    throw new UnsupportedOperationException();
  }

  /// Labels of people on a trace, oldest first.
  public List<Feedback> feedback(String traceId) {
    throw new UnsupportedOperationException();
  }

  public Listing<Evaluation> evaluations(EvaluationQuery query) {
    throw new UnsupportedOperationException();
  }

  public List<JudgeUse> judgeUse(Duration last) {
    throw new UnsupportedOperationException();
  }

  /// The newest traces with embeddings, question and documents.
  ///
  /// @param from null: any
  public List<EmbeddedText> embeddings(@Nullable String app, @Nullable Instant from, int traces) {
    throw new UnsupportedOperationException();
  }

  public ArchiveState state() {
    throw new UnsupportedOperationException();
  }

  /// Counts up whenever something was written: pages look again when it has changed.
  public long revision() {
    throw new UnsupportedOperationException();
  }
}
