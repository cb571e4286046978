package io.evalstream.app;

import io.evalstream.judge.Outcome;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import java.util.List;

/// Begins the counts at 0 that alerts of Prometheus look at, where the configuration names all of
/// their labels: in a series that begins with its first failure, `increase` sees none.
final class FirstCounts {

  private static final List<String> NOTIFICATIONS = List.of("delivered", "failed");
  private static final List<String> CHAT_EVENTS = List.of("received", "sampled");

  private FirstCounts() {}

  static void begin(MonitorConfig config, Meters meters) {
    for (String channel : config.notifying().channels().keySet()) {
      NOTIFICATIONS.forEach(result -> meters.begin(Metric.NOTIFICATIONS, channel, result));
    }
    config.export().signalNames().forEach(signal -> meters.begin(Metric.EXPORTED, signal));
    config
        .apps()
        .forEach(
            (app, sampling) -> {
              CHAT_EVENTS.forEach(result -> meters.begin(Metric.EVENTS, app, "chat_event", result));
              sampling.evaluators().keySet().forEach(evaluator -> shed(meters, app, evaluator));
            });
  }

  private static void shed(Meters meters, String app, String evaluator) {
    meters.begin(Metric.EVALUATIONS, app, evaluator, "", Outcome.SHED.wireName());
  }
}
