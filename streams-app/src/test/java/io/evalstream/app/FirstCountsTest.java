package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.metric.Exemplars;
import io.evalstream.metric.Meters;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstCountsTest {

  private static final String CONFIG =
      """
      kafka: { bootstrap.servers: localhost:9092, schema.registry.url: http://localhost:8081 }
      apps:
        - { id: docs-bot, evaluators: [ faithfulness ] }
      judges: { default: { api: heuristic } }
      notify: { alertmanager: { urls: [ "http://localhost:9093" ] } }
      otlp_export: { endpoint: "http://localhost:4318", events: false }
      """;

  private final PrometheusMeterRegistry registry = Exemplars.registry();

  @Test
  void whatIsConfigured_isCountedFrom0() throws Exception {
    FirstCounts.begin(MonitorConfig.readText("test", CONFIG, Map.of()), new Meters(registry));

    assertThat(registry.scrape().lines().filter(line -> !line.startsWith("#")))
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                "evalstream_notifications_total{channel=\"alertmanager\",result=\"delivered\"} 0.0",
                "evalstream_notifications_total{channel=\"alertmanager\",result=\"failed\"} 0.0",
                "evalstream_exported_total{signal=\"traces\"} 0.0",
                event("received"),
                event("sampled"),
                "evalstream_evaluations_total{app=\"docs-bot\",evaluator=\"faithfulness\","
                    + "label=\"\",outcome=\"shed\"} 0.0"));
  }

  private static String event(String result) {
    return "evalstream_events_total{app=\"docs-bot\",result=\"%s\",stage=\"chat_event\"} 0.0"
        .formatted(result);
  }
}
