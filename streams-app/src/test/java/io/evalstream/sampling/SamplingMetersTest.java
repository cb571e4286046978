package io.evalstream.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SamplingMeters gauges = new SamplingMeters(new Meters(registry));

  private void show(String task, double scale) {
    gauges.show(
        task,
        "docs-bot",
        new Decision(1, List.of(new Decision.Choice("toxicity", 0.5, scale, true))));
  }

  private double shown(Metric metric) {
    return registry.get(metric.prometheusName()).tag("app", "docs-bot").gauge().value();
  }

  @Test
  void newestDecision_isShown() {
    show("0_0", 1);
    show("0_1", 0.5);

    assertThat(shown(Metric.SAMPLING_SCALE)).isEqualTo(0.5);
    assertThat(shown(Metric.SAMPLING_PROBABILITY)).isEqualTo(0.25);
  }

  @Test
  void taskThatLeaves_takesItsGaugesAlong() {
    show("0_0", 1);
    gauges.leave("0_1");
    int before = registry.getMeters().size();

    gauges.leave("0_0");

    assertThat(before).isEqualTo(2);
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void otherTask_showsItAgain() {
    show("0_0", 1);
    gauges.leave("0_0");

    show("0_1", 0.5);

    assertThat(shown(Metric.SAMPLING_SCALE)).isEqualTo(0.5);
  }
}
