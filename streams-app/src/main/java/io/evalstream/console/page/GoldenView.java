package io.evalstream.console.page;

import io.evalstream.alert.DriftBoard;
import java.time.Instant;

/// How a judge agrees with golden rows, on one evaluator.
///
/// @param lowest below which the judge has drifted
record GoldenView(
    String evaluator,
    String last,
    String normal,
    String lowest,
    boolean drifted,
    Numbers.Moment when) {

  static GoldenView of(DriftBoard.Standing standing, Instant now) {
    return new GoldenView(
        standing.subject().evaluator(),
        standing.last().isEmpty()
            ? "the first pass is under way"
            : Numbers.percent(
                    standing.last().agreement(),
                    standing.last().interval().low(),
                    standing.last().interval().high())
                + ", n "
                + Numbers.count(standing.last().judged()),
        standing.normal().isEmpty() ? Numbers.NONE : Numbers.percent(standing.normal().agreement()),
        Numbers.percent(standing.lowest()),
        standing.firing(),
        Numbers.ago(standing.lastRoundAt(), now));
  }
}
