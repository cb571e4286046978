package io.evalstream.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.alert.AlertBoard;
import io.evalstream.app.StageHarness;
import io.evalstream.app.Turns;
import io.evalstream.event.Alert;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What alerts on absence see of the traffic, on the whole monitor.
class TrafficProcessorTest {

  private static final String CONFIG =
      """
      apps: [ { id: docs-bot, sampling: [ { rate: 0.000001 } ], evaluators: [ toxicity, refusal ] } ]
      alerting: { every: 10s }
      alerts: [ { rule: silent, evaluator: toxicity, absent_for: 2m } ]
      """;

  @Test
  void trafficThatIsNotJudged_isTold_andItsEndToo() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      for (int i = 0; i < 20; i++) {
        monitor.send(Turns.event("t-" + i, 0)).after(Duration.ofSeconds(10));
      }
      monitor.after(Duration.ofMinutes(3), Duration.ofSeconds(10));

      assertThat(monitor.alerts())
          .extracting(Alert::getCondition, Alert::getState, Alert::getEvaluator)
          .containsExactly(
              tuple("absent", "firing", "toxicity"), tuple("absent", "resolved", "toxicity"));
      assertThat(monitor.rates()).isEmpty();
      assertThat(monitor.boards().alerts().standings())
          .extracting(AlertBoard.Standing::state)
          .doesNotContain("firing");
    }
  }
}
