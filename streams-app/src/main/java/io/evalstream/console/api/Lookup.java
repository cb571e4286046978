package io.evalstream.console.api;

import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.ArchiveState;
import io.evalstream.event.JudgedTrace;
import io.evalstream.http.Problem;
import io.evalstream.http.ProblemException;
import io.javalin.http.HttpStatus;
import java.time.Duration;

/// Finds one thing, or says whether it is not there or not there yet.
record Lookup(Archive archive) {

  private static final Duration SOON = Duration.ofSeconds(5);

  /// @throws ProblemException when the archive does not have it, and when it may get it
  JudgedTrace trace(String traceId) {
    return archive.trace(traceId).orElseThrow(() -> missing(traceId));
  }

  private ProblemException missing(String traceId) {
    ArchiveState state = archive.state();
    if (state.condition() == ArchiveState.Condition.FOLLOWING) {
      return Problem.of(
              HttpStatus.NOT_FOUND,
              "no judged trace '%s' of the last console.retention: it may be older, not sampled, or not judged yet"
                  .formatted(shown(traceId)))
          .exception();
    }
    String why = state.detail() == null ? "" : ": " + state.detail();
    return Problem.later(
            HttpStatus.SERVICE_UNAVAILABLE,
            "trace '%s' is not read yet: the archive is %s%s"
                .formatted(
                    shown(traceId),
                    state.condition() == ArchiveState.Condition.STALLED ? "stalled" : "being made",
                    why),
            SOON)
        .exception();
  }

  private static String shown(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }
}
