package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.alert.rule.EmbeddingWindow;
import io.evalstream.alert.rule.Questions;
import io.evalstream.app.Configs;
import io.evalstream.app.ManualClock;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.state.EmbeddingPart;
import io.evalstream.stats.EmbeddingSums;
import io.evalstream.topic.StoreNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// A restart with a configuration that has another rule on drift instead.
class OrphanedDriftTest {

  private static final String RULE =
      "{ rule: moved, drift: query_embedding, over: 1m, baseline: 10m, notify: slack }";
  private static final String OTHER = "{ rule: other, drift: query_embedding }";
  private static final String SILENCE =
      "{ app: docs-bot, from: 2020-01-01T00:00:00Z, until: 2099-01-01T00:00:00Z }";
  private static final Duration SOON = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock(Turns.NOON.plusSeconds(30));
  private final Questions questions = new Questions(1, 8);
  private final AlertBoard board = new AlertBoard(new Meters(new SimpleMeterRegistry()));
  private final ProcessorLives<EmbeddingPart, Alert> alerts;

  OrphanedDriftTest() throws Exception {
    alerts = new ProcessorLives<>(clock, EmbeddingTopology.stores().subList(1, 3), life(RULE, ""));
  }

  private Supplier<EmbeddingAlertProcessor> life(String rule, String silence) throws Exception {
    AlertConfig config =
        Configs.read(
            "alerts: [ " + rule + " ]\nalerting: { silences: [ " + silence + " ] }",
            root -> AlertConfig.read(root, Set.of("slack"), List.of()));
    EmbeddingGauges gauges = new EmbeddingGauges(new Meters(new SimpleMeterRegistry()));
    return () -> new EmbeddingAlertProcessor(config, board, gauges, clock);
  }

  /// Minutes that are looked at half a minute after their ends.
  private void minutes(int minutes, double share) {
    for (int i = 0; i < minutes; i++) {
      EmbeddingSums sums = EmbeddingSums.EMPTY;
      for (int n = 0; n < 240; n++) {
        sums = sums.plus(questions.next(share));
      }
      Instant now = clock.instant();
      alerts.process(
          Turns.APP, EmbeddingParts.stored(new EmbeddingWindow(now, now.plusSeconds(10), sums)));
      alerts.after(Duration.ofMinutes(1));
    }
  }

  @Test
  void ruleThatIsGone_endsItsAlertOnce_forThoseWhoWereTold() throws Exception {
    minutes(12, 0);
    minutes(3, 0.5);

    alerts.restart(life(OTHER, ""));
    assertThat(alerts.forwarded()).as("before the first turn").hasSize(2);
    alerts.after(SOON);
    alerts.restart(life(OTHER, ""));
    alerts.after(SOON);

    assertThat(alerts.forwarded())
        .extracting(Alert::getState, Alert::getReason, Alert::getNotify, Alert::getTransitionId)
        .containsExactly(
            tuple("pending", null, List.of(), "moved/docs-bot/*/all=*#1"),
            tuple("firing", null, List.of("slack"), "moved/docs-bot/*/all=*#2"),
            tuple("resolved", "rule_removed", List.of("slack"), "moved/docs-bot/*/all=*#3"));
    assertThat(alerts.forwarded().getLast())
        .returns(alerts.forwarded().get(1).getFiredAt(), Alert::getFiredAt)
        .returns("drift", Alert::getCondition)
        .returns("windows", Alert::getMethod)
        .returns(
            "Questions to docs-bot: the rule was taken out of the configuration, or is about"
                + " something else now",
            Alert::getSummary);
    assertThat(alerts.keys(StoreNames.EMBEDDING_ALERTS)).isEmpty();
    assertThat(alerts.keys(StoreNames.EMBEDDING_WINDOWS)).isEmpty();
    assertThat(alerts.ticks()).isFalse();
    assertThat(board.standings()).isEmpty();
  }

  @Test
  void restartBeforeTheEndWasTold_tellsItAfterwards() throws Exception {
    minutes(12, 0);
    minutes(3, 0.5);

    alerts.restart(life(OTHER, ""));
    alerts.restart(life(OTHER, ""));
    alerts.after(SOON);

    assertThat(alerts.forwarded())
        .extracting(Alert::getState)
        .containsExactly("pending", "firing", "resolved");
  }

  @Test
  void pendingAlert_isInactive_andAnInactiveOneHasNoEnd() throws Exception {
    minutes(12, 0);
    minutes(1, 0.5);

    alerts.restart(life(OTHER, ""));
    minutes(1, 0.5);
    alerts.restart(life(RULE, ""));
    alerts.after(SOON);

    assertThat(alerts.forwarded())
        .extracting(Alert::getState, Alert::getNotify)
        .containsExactly(tuple("pending", List.of()), tuple("inactive", List.of()));
  }

  @Test
  void silencedEnd_saysSo() throws Exception {
    minutes(12, 0);
    minutes(3, 0.5);

    alerts.restart(life(OTHER, SILENCE));
    alerts.after(SOON);

    assertThat(alerts.forwarded().getLast())
        .returns("resolved", Alert::getState)
        .returns(List.of(), Alert::getNotify)
        .returns(Instant.parse("2099-01-01T00:00:00Z"), Alert::getSilenceEndsAt);
  }
}
