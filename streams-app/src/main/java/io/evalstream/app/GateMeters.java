package io.evalstream.app;

import io.evalstream.async.Gate;
import io.evalstream.async.Quota;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;

/// The gauges that read the gate of a judge.
final class GateMeters {

  private GateMeters() {}

  static void register(Gate gate, Meters meters) {
    String judge = gate.name();
    meters.gauge(Metric.JUDGE_INFLIGHT, gate::inFlight, judge);
    meters.gauge(Metric.JUDGE_CONCURRENCY_LIMIT, gate::limit, judge);
    meters.gauge(Metric.JUDGE_AVAILABLE, () -> isAvailable(gate) ? 1 : 0, judge);
    meters.gauge(Metric.JUDGE_BREAKER, () -> breaker(gate), judge);
    meters.gauge(Metric.JUDGE_REQUESTS_REMAINING, () -> gate.left(Quota.Kind.REQUESTS), judge);
    meters.gauge(Metric.JUDGE_TOKENS_REMAINING, () -> gate.left(Quota.Kind.UNITS), judge);
  }

  private static boolean isAvailable(Gate gate) {
    return gate.state().equals("closed") || gate.state().equals("half_open");
  }

  private static int breaker(Gate gate) {
    return switch (gate.breaker()) {
      case "closed" -> 0;
      case "half_open" -> 1;
      default -> 2;
    };
  }
}
