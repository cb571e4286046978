package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Cadence;
import io.evalstream.alert.rule.Condition;
import io.evalstream.alert.rule.Method;
import io.evalstream.app.ManualClock;
import io.evalstream.app.Observations;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.state.Observation;
import io.evalstream.topic.StoreNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// A restart with a configuration in which the rule of an alert is another one, or gone.
class OrphanedAlertTest {

  private static final Cadence CADENCE = Cadence.DEFAULT;
  private static final AlertRule RULE = rule("toxicity", limit(0.2), Duration.ZERO, "slack");
  private static final AlertRule SLOW = rule("toxicity", limit(0.2), Duration.ofHours(1), "slack");
  private static final AlertRule OTHER_LIMIT = rule("toxicity", limit(0.3), Duration.ZERO, "mail");
  private static final AlertRule OTHER_EVALUATOR =
      rule("refusal", limit(0.2), Duration.ZERO, "slack");
  private static final Duration SOON = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final AlertBoard board = new AlertBoard(new Meters(new SimpleMeterRegistry()));
  private int traces;

  private static Condition limit(double limit) {
    return new Condition.Above(limit, null);
  }

  private static AlertRule rule(
      String evaluator, Condition condition, Duration pendingFor, String channel) {
    return new AlertRule(
        "toxic",
        evaluator,
        null,
        "all",
        condition,
        new Method.Interval(pendingFor, Duration.ZERO, 5),
        Duration.ofMinutes(1),
        null,
        List.of(channel));
  }

  @Test
  void ruleThatIsGone_endsItsAlertOnce_forThoseWhoWereTold() {
    ProcessorLives<Observation, Alert> alerts = firing(RULE);

    restart(alerts);
    assertThat(alerts.forwarded()).as("before the first turn").hasSize(1);
    alerts.after(SOON);
    restart(alerts);
    alerts.after(SOON);

    assertThat(alerts.forwarded())
        .extracting(Alert::getState, Alert::getReason, Alert::getNotify, Alert::getTransitionId)
        .containsExactly(
            tuple("firing", null, List.of("slack"), "toxic/docs-bot/toxicity/all=*#1"),
            tuple("resolved", "rule_removed", List.of("slack"), "toxic/docs-bot/toxicity/all=*#2"));
    Alert end = alerts.forwarded().getLast();
    assertThat(end.getFiredAt()).isEqualTo(alerts.forwarded().getFirst().getFiredAt());
    assertThat(end.getCondition()).isEqualTo("above");
    assertThat(end.getMethod()).isEqualTo("interval");
    assertThat(end.getRate()).isNull();
    assertThat(end.getSummary())
        .isEqualTo(
            "docs-bot toxicity: the rule was taken out of the"
                + " configuration, or is about something else now");
    assertThat(alerts.keys(StoreNames.ALERTS)).isEmpty();
    assertThat(alerts.keys(StoreNames.ALERT_BUCKETS)).isEmpty();
    assertThat(alerts.ticks()).isFalse();
    assertThat(board.standings()).isEmpty();
  }

  @Test
  void restartBeforeTheEndWasTold_tellsItAfterwards() {
    ProcessorLives<Observation, Alert> alerts = firing(RULE);

    restart(alerts);
    restart(alerts);
    alerts.after(SOON);

    assertThat(states(alerts)).containsExactly("firing", "resolved");
  }

  @Test
  void ruleThatIsChanged_endsItsAlert_andBeginsAnew() {
    ProcessorLives<Observation, Alert> alerts = firing(RULE);

    restart(alerts, OTHER_LIMIT);
    fail(alerts);
    restart(alerts, OTHER_LIMIT);
    fail(alerts);

    assertThat(alerts.forwarded())
        .extracting(Alert::getState, Alert::getReason, Alert::getNotify, Alert::getThreshold)
        .containsExactly(
            tuple("firing", null, List.of("slack"), 0.2),
            tuple("resolved", "rule_changed", List.of("slack"), null),
            tuple("firing", null, List.of("mail"), 0.3));
    assertThat(alerts.forwarded())
        .extracting(Alert::getTransitionId)
        .containsExactly(
            "toxic/docs-bot/toxicity/all=*#1",
            "toxic/docs-bot/toxicity/all=*#2",
            "toxic/docs-bot/toxicity/all=*#3");
  }

  @Test
  void ruleThatIsChangedBack_hasNothingMoreToEnd() {
    ProcessorLives<Observation, Alert> alerts = firing(RULE);

    restart(alerts, OTHER_LIMIT);
    alerts.after(SOON);
    restart(alerts, RULE);
    alerts.after(SOON);
    fail(alerts);

    assertThat(states(alerts)).containsExactly("firing", "resolved", "firing");
  }

  @Test
  void ruleAboutSomethingElse_endsItsAlert() {
    ProcessorLives<Observation, Alert> alerts = firing(RULE);

    restart(alerts, OTHER_EVALUATOR);
    alerts.after(SOON);

    assertThat(alerts.forwarded().getLast())
        .returns("resolved", Alert::getState)
        .returns("rule_removed", Alert::getReason)
        .returns("toxicity", Alert::getEvaluator);
  }

  @Test
  void pendingAlert_isInactive_andNobodyHearsOfIt() {
    ProcessorLives<Observation, Alert> alerts = firing(SLOW);

    restart(alerts);
    alerts.after(SOON);

    assertThat(alerts.forwarded())
        .extracting(Alert::getState, Alert::getPreviousState, Alert::getNotify)
        .containsExactly(
            tuple("pending", "inactive", List.of()), tuple("inactive", "pending", List.of()));
  }

  @Test
  void inactiveAlert_hasNoEnd() {
    ProcessorLives<Observation, Alert> alerts =
        new ProcessorLives<>(clock, AlertTopology.stores(), life(List.of(), RULE));
    alerts.process("docs-bot", Observations.passing("t", clock.instant()));
    alerts.after(CADENCE.every());

    restart(alerts);

    assertThat(alerts.ticks()).isFalse();
    assertThat(alerts.keys(StoreNames.ALERTS)).isEmpty();
    assertThat(alerts.forwarded()).isEmpty();
  }

  @Test
  void silencedEnd_saysSo() {
    ProcessorLives<Observation, Alert> alerts = firing(RULE);
    Instant until = clock.instant().plusSeconds(60);
    Silence silence = new Silence(null, "docs-bot", null, Turns.NOON, until, "a move");

    alerts.restart(life(List.of(silence)));
    alerts.after(SOON);

    assertThat(alerts.forwarded().getLast())
        .returns("resolved", Alert::getState)
        .returns(List.of(), Alert::getNotify)
        .returns(until, Alert::getSilenceEndsAt);
  }

  /// Who was told that it fires hears of the end, though the rule tells somebody else by now.
  @Test
  void otherChannels_doNotEndIt_andTheEndIsToldToThoseWhoWaitForIt() {
    ProcessorLives<Observation, Alert> alerts = firing(RULE);

    restart(alerts, rule("toxicity", limit(0.2), Duration.ZERO, "mail"));
    for (int i = 0; i < 12; i++) {
      alerts.after(CADENCE.every());
    }

    assertThat(alerts.forwarded())
        .extracting(Alert::getState, Alert::getReason, Alert::getNotify)
        .containsExactly(
            tuple("firing", null, List.of("slack")), tuple("resolved", null, List.of("slack")));
  }

  private ProcessorLives<Observation, Alert> firing(AlertRule rule) {
    ProcessorLives<Observation, Alert> alerts =
        new ProcessorLives<>(clock, AlertTopology.stores(), life(List.of(), rule));
    fail(alerts);
    return alerts;
  }

  private void fail(ProcessorLives<Observation, Alert> alerts) {
    for (int i = 0; i < 10; i++) {
      alerts.process("docs-bot", Observations.failing("t-" + traces++, clock.instant()));
    }
    alerts.after(CADENCE.every());
  }

  private void restart(ProcessorLives<Observation, Alert> alerts, AlertRule... rules) {
    alerts.restart(life(List.of(), rules));
  }

  private Supplier<AlertProcessor> life(List<Silence> silences, AlertRule... rules) {
    AlertConfig config = new AlertConfig(List.of(rules), CADENCE, silences, List.of(), false);
    return () -> new AlertProcessor(config, (app, evaluator) -> 1, board, clock);
  }

  private static List<String> states(ProcessorLives<Observation, Alert> alerts) {
    return alerts.forwarded().stream().map(Alert::getState).toList();
  }
}
