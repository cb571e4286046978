package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.app.ManualClock;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.state.JudgeStanding;
import io.evalstream.topic.StoreNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class JudgeAlertProcessorTest {

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final AlertBoard board = new AlertBoard(new Meters(new SimpleMeterRegistry()));
  private final ProcessorLives<JudgeStanding, Alert> alerts =
      new ProcessorLives<>(clock, AlertTopology.stores(), life("default", "second"));

  private Supplier<JudgeAlertProcessor> life(String... judges) {
    return () -> new JudgeAlertProcessor(Set.of(judges), List.of("slack"), board);
  }

  private void sees(String task, boolean usable) {
    JudgeStanding seen =
        new JudgeStanding(
            "default",
            task,
            usable,
            usable ? "" : "quota",
            usable ? "" : "no quota left",
            clock.instant());
    alerts.process("default", seen);
  }

  @Test
  void firstTaskThatCannot_fires_andTheLastThatCan_resolves() {
    sees("0_0", false);
    sees("0_1", false);
    sees("0_0", true);
    sees("0_1", true);

    assertThat(alerts.forwarded())
        .extracting(Alert::getState, Alert::getPreviousState, Alert::getNotify)
        .containsExactly(
            tuple("firing", "inactive", List.of("slack")),
            tuple("resolved", "firing", List.of("slack")));
    assertThat(alerts.forwarded().getFirst())
        .satisfies(
            alert -> {
              assertThat(alert.getAlertKey()).isEqualTo("judge-unusable/*/*/judge=default");
              assertThat(alert.getSubject()).isEqualTo("judge");
              assertThat(alert.getThreshold()).isNull();
              assertThat(alert.getSummary())
                  .startsWith("Judge default cannot be used (quota): no quota left.");
            });
    assertThat(alerts.keys(StoreNames.JUDGE_STANDINGS)).isEmpty();
  }

  @Test
  void judgeThatCanBeUsed_isNoNews() {
    sees("0_0", true);

    assertThat(alerts.forwarded()).isEmpty();
    assertThat(board.standings()).isEmpty();
  }

  @Test
  void sameWordAgain_isNoNews() {
    sees("0_0", false);
    sees("0_0", false);

    assertThat(alerts.forwarded()).hasSize(1);
  }

  @Test
  void restart_remembersAndShowsIt() {
    sees("0_0", false);
    alerts.restart(life("default"));

    List<AlertBoard.Standing> shown = board.standings();
    sees("0_0", true);

    assertThat(shown).extracting(AlertBoard.Standing::state).containsExactly("firing");
    assertThat(alerts.forwarded())
        .extracting(Alert::getState)
        .containsExactly("firing", "resolved");
  }

  @Test
  void judgeThatIsGone_isForgotten() {
    sees("0_0", false);

    alerts.restart(life("second"));

    assertThat(alerts.keys(StoreNames.JUDGE_STANDINGS)).isEmpty();
    assertThat(board.standings()).isEmpty();
  }
}
