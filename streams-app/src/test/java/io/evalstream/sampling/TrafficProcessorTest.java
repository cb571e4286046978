package io.evalstream.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.alert.AlertBoard;
import io.evalstream.app.StageHarness;
import io.evalstream.app.Turns;
import io.evalstream.async.CallResult;
import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What alerts on absence see of the traffic, on the whole monitor.
class TrafficProcessorTest {

  private static final String CONFIG =
      """
      apps: [ { id: docs-bot, evaluators: [ toxicity, refusal ] } ]
      alerting: { every: 10s }
      alerts: [ { rule: silent, evaluator: toxicity, absent_for: 2m } ]
      """;

  @Test
  void trafficThatIsNotJudged_isTold_andItsEndToo() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor
          .judge()
          .answers(
              "toxicity",
              "",
              new CallResult.Pause<>("quota", "nothing left", Duration.ofMinutes(10)));
      for (int i = 0; i < 20; i++) {
        monitor.send(Turns.event("t-" + i, 0)).after(Duration.ofSeconds(10));
      }
      monitor.after(Duration.ofMinutes(3), Duration.ofSeconds(10));

      assertThat(monitor.alerts().stream().filter(alert -> alert.getRule().equals("silent")))
          .extracting(Alert::getCondition, Alert::getState, Alert::getEvaluator)
          .containsExactly(
              tuple("absent", "firing", "toxicity"), tuple("absent", "resolved", "toxicity"));
      assertThat(monitor.rates()).extracting(EvalRate::getEvaluator).doesNotContain("toxicity");
      assertThat(monitor.boards().alerts().standings())
          .filteredOn(standing -> standing.rule().equals("silent"))
          .extracting(AlertBoard.Standing::state)
          .doesNotContain("firing");
    }
  }
}
