package io.evalstream.app;

import io.evalstream.app.MonitorTopology.Boards;
import io.evalstream.async.Flow;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.sampling.AppSampling;
import java.util.Map;

/// The gauges that read the boards.
final class BoardMeters {

  private static final double MILLIS = 1_000;

  private BoardMeters() {}

  static void register(Boards boards, Map<String, AppSampling> apps, Meters meters) {
    meters.gauge(Metric.JUDGE_PENDING, boards.judging()::pending);
    meters.gauge(
        Metric.JUDGE_OLDEST_PENDING, () -> boards.judging().oldestPending().toMillis() / MILLIS);
    apps.forEach(
        (app, sampling) ->
            sampling
                .evaluators()
                .keySet()
                .forEach(
                    evaluator ->
                        meters.gauge(
                            Metric.JUDGE_EXPECTED_WAIT,
                            () -> expectedWaitSeconds(boards, new Flow(app, evaluator)),
                            app,
                            evaluator)));
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

  private static double expectedWaitSeconds(Boards boards, Flow flow) {
    return boards.judging().longestExpectedWait(flow).toMillis() / MILLIS;
  }
}
