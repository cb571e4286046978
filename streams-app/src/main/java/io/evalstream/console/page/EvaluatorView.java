package io.evalstream.console.page;

import io.evalstream.console.archive.TraceSummary;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the page of one evaluator of an app shows.
///
/// @param description null when the configuration has the evaluator no more
/// @param definition address of its definition; null when there is none
/// @param window length of the windows
/// @param covered the time of the windows together; null without any
/// @param rates address of the numbers of the chart
/// @param seconds how far the chart looks back
/// @param limit above which an alert fires; null without one
/// @param retrieval of an evaluator of documents, in its newest window; else null
/// @param traces address of all failing traces
record EvaluatorView(
    String app,
    String evaluator,
    @Nullable String description,
    @Nullable String definition,
    List<Range.Choice> ranges,
    String range,
    String window,
    @Nullable RateText now,
    Numbers.@Nullable Moment when,
    RateText ranged,
    @Nullable String covered,
    @Nullable String missing,
    @Nullable String worst,
    @Nullable String corrected,
    @Nullable String basis,
    String rates,
    long seconds,
    @Nullable String limit,
    @Nullable String limitPercent,
    LabelBars bars,
    List<WindowRow> rows,
    List<Comparison> comparisons,
    @Nullable RetrievalTable retrieval,
    List<FailingTrace> failing,
    String traces,
    List<AlertMark> alerts) {

  /// What is known at a moment.
  ///
  /// @param evaluator null when the configuration has it no more
  /// @param byModel rates of the range by model
  /// @param byPrompt and by prompt version
  record Known(
      Instant now,
      Range range,
      Duration window,
      String app,
      String id,
      @Nullable Evaluator evaluator,
      Course course,
      List<EvalRate> byModel,
      List<EvalRate> byPrompt,
      List<TraceSummary> failing,
      List<Alert> alerts) {}

  static EvaluatorView of(Known known, AlertLimits limits) {
    @Nullable EvalRate newest = known.course.newest().orElse(null);
    Pooled pooled = Pooled.of(known.course.rates());
    LabelBars bars = LabelBars.of(known.course, known.evaluator);
    @Nullable Double limit = limits.of(known.app, known.id);
    return new EvaluatorView(
        known.app,
        known.id,
        description(known),
        known.evaluator == null ? null : PageAddress.definition(known.id),
        known.range.choices(PageAddress.evaluator(known.app, known.id)),
        known.range.words(),
        Numbers.duration(known.window),
        newest == null ? null : RateText.of(newest),
        newest == null ? null : Numbers.ago(newest.getWindowEnd(), known.now),
        RateText.of(pooled),
        Course.covered(known.course.rates()),
        EvaluatorRow.missing(pooled.missing()),
        worst(newest),
        newest == null ? null : EvaluatorRow.corrected(newest.getCorrected()),
        basis(newest),
        rates(known),
        Duration.between(known.course.from(), known.now).toSeconds(),
        limit == null ? null : Double.toString(limit),
        limit == null ? null : Numbers.percent(limit),
        bars,
        known.course.rates().reversed().stream()
            .map(rate -> WindowRow.of(rate, bars.keys()))
            .toList(),
        Stream.of(
                Comparison.of("model", known.byModel),
                Comparison.of("prompt_version", known.byPrompt))
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList(),
        retrieval(known.course),
        known.failing.stream().map(trace -> FailingTrace.of(trace, known.id, known.now)).toList(),
        PageAddress.of("/traces", "app", known.app, "evaluator", known.id, "failing", "true"),
        known.alerts.stream()
            .filter(alert -> alert.getApp().equals(known.app))
            .filter(alert -> alert.getEvaluator().equals(known.id))
            .map(alert -> AlertMark.of(alert, known.now))
            .toList());
  }

  private static @Nullable String description(Known known) {
    if (known.id.equals(Trace.DIAGNOSIS)) {
      return "Whether something failed in a trace: the first step that did, from all evaluators"
          + " together.";
    }
    return known.evaluator == null ? null : known.evaluator.description();
  }

  private static String rates(Known known) {
    return PageAddress.of(
        "/api/v1/rates",
        "app",
        known.app,
        "evaluator",
        known.id,
        "dimension",
        "all",
        "window",
        known.window.toSeconds() + "s",
        "limit",
        "10000");
  }

  private static @Nullable String worst(@Nullable EvalRate newest) {
    return newest == null
            || newest.getWorstLow() == null
            || newest.getWorstHigh() == null
            || newest.getMissing() == null
            || newest.getMissing() == 0
        ? null
        : Numbers.interval(newest.getWorstLow(), newest.getWorstHigh());
  }

  /// What tells how the judge errs.
  private static @Nullable String basis(@Nullable EvalRate newest) {
    if (newest == null || newest.getCorrected() == null) {
      return null;
    }
    String words =
        switch (newest.getCorrected().getBasis()) {
          case "benchmark" -> "by a benchmark";
          case "human_random" -> "by labels of people on a random part";
          case "human_flagged" -> "by labels of people on some of what fails and passes";
          default -> newest.getCorrected().getBasis();
        };
    return switch (newest.getCorrected().getTrust()) {
      case "ok" -> words;
      case "wide" -> words + "; too few for much trust";
      default -> words + "; they tell too little for a value";
    };
  }

  private static @Nullable RetrievalTable retrieval(Course course) {
    return course.rates().reversed().stream()
        .filter(rate -> rate.getRetrieval() != null && rate.getRetrieval().getQueries() > 0)
        .findFirst()
        .map(rate -> RetrievalTable.of(rate, Objects.requireNonNull(rate.getRetrieval())))
        .orElse(null);
  }
}
