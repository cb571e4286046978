package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.StageHarness;
import io.evalstream.event.Alert;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DriftTopologyTest {

  private static final String CONFIG =
      """
      apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]
      judge_watch: { file: ../samples/labelled.jsonl }
      """;
  private static final DriftSubject SUBJECT = new DriftSubject("default", "faithfulness");

  private static void round(StageHarness monitor, long agreed) {
    String basis = monitor.config().judgeWatch().drift().bases().get(SUBJECT);
    monitor
        .boards()
        .drift()
        .offer(new DriftRound(SUBJECT, basis, new Tally(agreed, 120), monitor.clock().instant()));
    monitor.after(Duration.ofSeconds(1));
  }

  @Test
  void drift_isOneRecordForEachChange() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      for (int pass = 0; pass < 3; pass++) {
        round(monitor, 118);
      }
      for (int pass = 0; pass < 3; pass++) {
        round(monitor, 60);
      }
      for (int pass = 0; pass < 60; pass++) {
        round(monitor, 118);
      }

      assertThat(monitor.alerts())
          .extracting(Alert::getState)
          .containsExactly("firing", "resolved");
      assertThat(monitor.alerts()).extracting(Alert::getRule).containsOnly("judge-drift");
      assertThat(monitor.alerts()).extracting(Alert::getTransitionId).doesNotHaveDuplicates();
    }
  }
}
