package io.evalstream.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExemplarsTest {

  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry registry = Exemplars.registry();
  private final Meters meters = new Meters(registry);

  @Test
  void countAboutATrace_leadsToIt() {
    Exemplars.about(
        "t-17",
        () -> {
          meters.count(Metric.DIAGNOSIS, "docs-bot", "ungrounded");
          meters.time(Metric.EVENT_LAG, Duration.ofMillis(700), "docs-bot");
        });

    assertThat(registry.scrape(OPEN_METRICS))
        .containsPattern("evalstream_diagnosis_total\\{.*\\} 1.0 # \\{.*trace_id=\"t-17\"")
        .containsPattern(
            "evalstream_event_lag_seconds_bucket\\{.*le=\"1.0\"\\} 1 # \\{.*trace_id=\"t-17\"")
        .as("older versions of Prometheus refuse all when there is one")
        .containsPattern("(?m)^evalstream_event_lag_seconds_count\\{.*\\} 1$");
  }

  @Test
  void otherCounts_leadNowhere() {
    Exemplars.about("t-17", () -> {});
    meters.count(Metric.DIAGNOSIS, "docs-bot", "ok");

    assertThat(registry.scrape(OPEN_METRICS)).doesNotContain("trace_id");
  }

  /// A scrape with a longer one would be refused as a whole.
  @Test
  void idOfATrace_isNoLongerThanTheFormatAllows() {
    String longest = "x".repeat(Exemplars.LONGEST_TRACE_ID);
    Exemplars.about(longest, () -> meters.count(Metric.DIAGNOSIS, "docs-bot", "ok"));
    Exemplars.about(longest + "y", () -> meters.count(Metric.DIAGNOSIS, "docs-bot", "unknown"));

    assertThat(registry.scrape(OPEN_METRICS))
        .contains("trace_id=\"" + longest + "\"")
        .doesNotContain("xy")
        .containsPattern("diagnosis=\"unknown\"\\} 1.0");
    assertThat(longest.length() + "trace_id".length() + "span_id".length()).isEqualTo(128);
  }
}
