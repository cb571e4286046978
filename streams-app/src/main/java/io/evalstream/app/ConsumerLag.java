package io.evalstream.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/// How many records of each topic the consumers of this process have not read, added up from the
/// metrics of the clients. Those have the name of a thread, which is another one after each start;
/// sums of a topic have not.
///
/// *Threading:* safe for all threads.
final class ConsumerLag {

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final String GROUP = "consumer-fetch-manager-metrics";
  private static final String NAME = "records-lag";

  private final Supplier<? extends Map<MetricName, ? extends Metric>> metrics;
  private final InstantSource clock;

  // Guarded by this.
  private Map<String, Double> lags = Map.of();
  private Instant readAt = Instant.MIN;

  ConsumerLag(Supplier<? extends Map<MetricName, ? extends Metric>> metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /// @param topic with its whole name; the clients tell of it with underscores for dots, too
  synchronized double records(String topic) {
    Instant now = clock.instant();
    if (now.isBefore(readAt) || Duration.between(readAt, now).compareTo(FRESH) > 0) {
      lags = read();
      readAt = now;
    }
    return lags.getOrDefault(topic, 0.0);
  }

  private Map<String, Double> read() {
    Map<String, Double> sums = new HashMap<>();
    metrics
        .get()
        .forEach(
            (name, metric) -> {
              String topic = name.tags().get("topic");
              if (name.group().equals(GROUP)
                  && name.name().equals(NAME)
                  && topic != null
                  && metric.metricValue() instanceof Double lag
                  && !lag.isNaN()) {
                sums.merge(topic, lag, Double::sum);
              }
            });
    return sums;
  }
}
