package io.evalstream.app;

import io.evalstream.app.MonitorTopology.Boards;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;

/// The gauges that read the boards.
final class BoardMeters {

  private static final double MILLIS = 1_000;

  private BoardMeters() {}

  static void register(Boards boards, Meters meters) {
    meters.gauge(Metric.JUDGE_PENDING, boards.judging()::pending);
    meters.gauge(
        Metric.JUDGE_OLDEST_PENDING, () -> boards.judging().oldestPending().toMillis() / MILLIS);
    boards
        .funnel()
        .onNew(
            step ->
                meters.gauge(
                    Metric.FUNNEL,
                    () -> boards.funnel().count(step),
                    step.app(),
                    step.stage(),
                    step.step()));
  }
}
