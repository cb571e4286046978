package io.evalstream.console.page;

import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.TraceQuery;
import io.evalstream.console.archive.TraceSummary;
import io.evalstream.event.EvalRate;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// One evaluator of an app: how its rate went, where it is bad, and the traces that fail.
record EvaluatorPage(Archive archive, PageConfig config, InstantSource clock)
    implements Function<Asked, Page> {

  private static final int TRACES = 8;

  @Override
  public Page apply(Asked asked) {
    String app = asked.name("app");
    String evaluator = asked.name("evaluator");
    if (!archive.evaluators().getOrDefault(app, List.of()).contains(evaluator)) {
      throw new NotFoundResponse("Nothing was judged by this evaluator in this app lately.");
    }
    return Page.live(
        evaluator + " · " + app,
        "/",
        "evaluator",
        EvaluatorView.of(known(app, evaluator, Range.of(asked)), new AlertLimits(config.alerts())));
  }

  private EvaluatorView.Known known(String app, String evaluator, Range range) {
    Instant now = clock.instant();
    Instant from = now.minus(range.length());
    Duration window = range.window(config.rates().windows());
    RatesOfRange rates = new RatesOfRange(archive, app, evaluator, window, from);
    return new EvaluatorView.Known(
        now,
        range,
        window,
        app,
        evaluator,
        config.evaluators().find(evaluator).orElse(null),
        course(from, now, window, rates.of("all")),
        rates.of("model"),
        rates.of("prompt_version"),
        failing(app, evaluator),
        archive.standingAlerts());
  }

  private static Course course(Instant from, Instant now, Duration window, List<EvalRate> rates) {
    return Course.of(Course.begin(from, now, window, rates), now, rates);
  }

  private List<TraceSummary> failing(String app, String evaluator) {
    return archive
        .traces(
            new TraceQuery(
                app, evaluator, null, true, null, null, null, null, null, null, null, null, TRACES))
        .items();
  }
}
