package io.evalstream.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetersTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);

  /// What Prometheus reads is what the list promises.
  @ParameterizedTest
  @EnumSource
  void scrape_hasTheNameAndLabelsOfTheList(Metric metric) {
    String[] values = metric.labels().toArray(String[]::new);
    switch (metric.type()) {
      case COUNTER -> meters.count(metric, values);
      case GAUGE -> meters.gauge(metric, () -> 1, values);
      case HISTOGRAM -> meters.time(metric, Duration.ofMillis(1), values);
    }

    String sample =
        metric.prometheusName() + (metric.type() == Metric.Type.HISTOGRAM ? "_count" : "");
    assertThat(registry.scrape()).containsPattern("(?m)^" + sample + "(\\{| )");
    assertThat(registry.getMeters())
        .allSatisfy(
            meter ->
                assertThat(meter.getId().getTags())
                    .extracting(Tag::getKey)
                    .containsExactlyInAnyOrderElementsOf(metric.labels()));
  }

  @Test
  void labelValuesPastTheCap_areCountedTogether() {
    for (int i = 0; i < Meters.MOST_VALUES + 10; i++) {
      meters.count(Metric.REKEYED, "topic-" + i);
    }
    meters.count(Metric.REKEYED, "topic-0");

    assertThat(counted("topic-0")).isEqualTo(2);
    assertThat(counted(Meters.OTHER)).isEqualTo(10);
    assertThat(registry.find("evalstream_rekeyed").counters()).hasSize(Meters.MOST_VALUES + 1);
  }

  @Test
  void otherNumberOfLabels_isRefused() {
    assertThatThrownBy(() -> meters.count(Metric.REKEYED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("evalstream_rekeyed_total: labels must be [topic], was []");
  }

  @Test
  void otherType_isRefused() {
    assertThatThrownBy(() -> meters.count(Metric.JUDGE_PENDING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("evalstream_judge_pending: must be a COUNTER, was GAUGE");
  }

  @Test
  void gauge_leavesWhenItIsRemoved() {
    Meter gauge = meters.gauge(Metric.JUDGE_PENDING, () -> 3);
    assertThat(registry.scrape()).contains("evalstream_judge_pending 3.0");

    meters.remove(gauge);

    assertThat(registry.scrape()).doesNotContain("evalstream_judge_pending 3.0");
  }

  /// Past the cap of counters each gauge is still one of its own: one that goes takes no other
  /// along.
  @Test
  void gauges_keepAllTheirLabels() {
    for (int i = 0; i < Meters.MOST_VALUES; i++) {
      int value = i;
      meters.remove(meters.gauge(Metric.JUDGE_AVAILABLE, () -> value, "old-" + i));
    }
    Meter gone = meters.gauge(Metric.JUDGE_AVAILABLE, () -> 3, "new-1");
    meters.gauge(Metric.JUDGE_AVAILABLE, () -> 4, "new-2");

    meters.remove(gone);

    assertThat(registry.getMeters()).hasSize(1);
    assertThat(registry.get("evalstream_judge_available").tag("judge", "new-2").gauge().value())
        .isEqualTo(4);
  }

  private double counted(String topic) {
    return registry.get("evalstream_rekeyed").tag("topic", topic).counter().count();
  }
}
