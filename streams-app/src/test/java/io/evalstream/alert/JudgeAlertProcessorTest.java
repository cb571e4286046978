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
import java.time.Duration;
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
    sees(task, usable, "no quota left");
  }

  private void sees(String task, boolean usable, String detail) {
    JudgeStanding seen =
        new JudgeStanding(
            "default", task, usable, usable ? "" : "quota", usable ? "" : detail, clock.instant());
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
  void judgeThatIsGone_isResolvedAndForgotten() {
    sees("0_0", false);
    sees("0_1", false);

    alerts.restart(life("second"));
    alerts.after(Duration.ofSeconds(1));

    assertThat(alerts.forwarded())
        .extracting(Alert::getState, Alert::getNotify)
        .containsExactly(tuple("firing", List.of("slack")), tuple("resolved", List.of("slack")));
    assertThat(alerts.forwarded().getLast())
        .satisfies(
            alert -> {
              assertThat(alert.getAlertKey()).isEqualTo("judge-unusable/*/*/judge=default");
              assertThat(alert.getSummary()).isEqualTo("Judge default is configured no longer");
            });
    assertThat(alerts.keys(StoreNames.JUDGE_STANDINGS)).isEmpty();
    assertThat(board.standings()).isEmpty();
    assertThat(alerts.ticks()).isFalse();
  }

  /// Task 0_9 saw it first, 0_1 has the first key, and 0_9 tells again with another detail.
  @Test
  void alertShown_isSinceTheFirstSight() {
    sees("0_9", false);
    clock.advance(Duration.ofMinutes(1));
    sees("0_1", false);
    sees("0_9", false, "still none");

    alerts.restart(life("default"));

    assertThat(board.standings())
        .extracting(AlertBoard.Standing::since)
        .containsExactly(Turns.NOON);
  }

  @Test
  void detailThatIsASentence_keepsOneFullStop() {
    sees("0_0", false, "No quota left.");

    assertThat(alerts.forwarded().getFirst().getSummary())
        .startsWith("Judge default cannot be used (quota): No quota left. It is tried again");
  }
}
