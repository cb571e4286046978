package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.rule.EmbeddingFinding;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EmbeddingGaugesTest {

  private static final AlertSeries SERIES = new AlertSeries("moved", "docs-bot", "*", "all", "*");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EmbeddingGauges gauges = new EmbeddingGauges(new Meters(registry));

  @Test
  void lastWindow_isShown_untilItsTaskLeaves() {
    gauges.show("0_1", SERIES, null);
    assertThat(value(Metric.EMBEDDING_DRIFT_Z)).isNaN();

    Instant end = Instant.EPOCH.plusSeconds(60);
    gauges.show("0_1", SERIES, new EmbeddingFinding(Instant.EPOCH, end, 200, 1_000, 4.5, 0.02));
    assertThat(value(Metric.EMBEDDING_DRIFT_Z)).isEqualTo(4.5);
    assertThat(value(Metric.EMBEDDING_DRIFT_EFFECT)).isEqualTo(0.02);

    gauges.leave("0_2");
    assertThat(registry.getMeters()).hasSize(2);
    gauges.leave("0_1");
    assertThat(registry.getMeters()).isEmpty();
  }

  private double value(Metric metric) {
    return registry.get(metric.prometheusName()).tag("app", "docs-bot").gauge().value();
  }
}
