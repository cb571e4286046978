package io.evalstream.console.page;

import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.Listing;
import io.evalstream.console.archive.TraceSummary;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.JudgedTrace;
import io.javalin.http.NotFoundResponse;
import java.time.InstantSource;

/// The page of a trace, and the list of traces that leads there.
final class TracePages {

  private static final String HERE = "/traces";

  private final Archive archive;
  private final EvaluatorLibrary evaluators;
  private final InstantSource clock;

  TracePages(Archive archive, EvaluatorLibrary evaluators, InstantSource clock) {
    this.archive = archive;
    this.evaluators = evaluators;
    this.clock = clock;
  }

  Page list(Asked asked) {
    TraceSearch search = TraceSearch.of(asked, clock.instant());
    Listing<TraceSummary> found = asked.listed(() -> archive.traces(search.query()));
    return Page.still(
        "Traces", HERE, "traces", TracesView.of(search, found, archive::values, clock.instant()));
  }

  Page trace(Asked asked) {
    JudgedTrace trace = find(asked);
    return Page.still(
        "Trace " + trace.getTraceId(),
        HERE,
        "trace",
        TraceView.of(trace, archive.feedback(trace.getTraceId()), evaluators));
  }

  /// What people said of a trace, on its own.
  Page labels(Asked asked) {
    JudgedTrace trace = find(asked);
    return Page.still(
        "Labels of " + trace.getTraceId(),
        HERE,
        "labels-of-people",
        LabelsView.of(trace, archive.feedback(trace.getTraceId()), evaluators));
  }

  private JudgedTrace find(Asked asked) {
    String id = asked.name("trace_id");
    return archive
        .trace(id)
        .orElseThrow(
            () ->
                new NotFoundResponse(
                    "The console has no judged trace '%s'. It may be older than console.retention,"
                            .formatted(id)
                        + " not judged yet, or not sampled."));
  }
}
