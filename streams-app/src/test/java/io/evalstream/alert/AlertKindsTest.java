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
import io.evalstream.event.AlertExample;
import io.evalstream.event.AlertPart;
import io.evalstream.judgement.ObservationKind;
import io.evalstream.metric.Meters;
import io.evalstream.state.Excerpt;
import io.evalstream.state.Observation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Alerts of each kind on the stores of a task: who hears of them, and what they say.
class AlertKindsTest {

  private static final Method SEQUENTIAL = new Method.Sequential(1, 1);
  private static final Cadence CADENCE = Cadence.DEFAULT;
  private static final AlertRule TOXIC = rule("toxic", "toxicity", "all", limit(0.2));
  private static final AlertRule UNHEALTHY =
      rule("unhealthy", "toxicity", "all", new Condition.NotJudged(0.2));

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private int traces;

  private static Condition limit(double limit) {
    return new Condition.Above(limit, null);
  }

  private static AlertRule rule(
      String name, String evaluator, String dimension, Condition condition) {
    return new AlertRule(
        name,
        evaluator,
        null,
        dimension,
        condition,
        SEQUENTIAL,
        Duration.ofMinutes(5),
        null,
        List.of("slack"));
  }

  @Test
  void whileTheJudgeIsUnhealthy_labelsAreNotTold_andOnceHeIsBack_theyAre() {
    ProcessorLives<Observation, Alert> alerts = start(List.of(TOXIC, UNHEALTHY), List.of());
    for (int minute = 0; minute < 10; minute++) {
      minute(alerts, 4, true, 12);
    }
    assertThat(alerts.forwarded())
        .extracting(Alert::getRule, Alert::getState, Alert::getNotify, Alert::getInhibitedBy)
        .containsExactlyInAnyOrder(
            tuple("unhealthy", "firing", List.of("slack"), null),
            tuple("toxic", "firing", List.of(), "unhealthy/docs-bot/toxicity/all=*"));

    for (int minute = 0; minute < 60; minute++) {
      minute(alerts, 20, true, 0);
    }
    assertThat(alerts.forwarded().subList(2, alerts.forwarded().size()))
        .extracting(Alert::getRule, Alert::getState, Alert::getPreviousState, Alert::getNotify)
        .containsExactly(
            tuple("unhealthy", "resolved", "firing", List.of("slack")),
            tuple("toxic", "firing", "firing", List.of("slack")));
  }

  @Test
  void silenceOfTheApp_endsWithOneMessage_throughARestart() {
    Instant end = Turns.NOON.plus(Duration.ofMinutes(20));
    Silence silence = new Silence(null, "docs-bot", null, Turns.NOON, end, "a move");
    ProcessorLives<Observation, Alert> alerts = start(List.of(TOXIC), List.of(silence));
    for (int minute = 0; minute < 30; minute++) {
      minute(alerts, 10, true, 0);
      alerts.restart(life(List.of(TOXIC), List.of(silence)));
    }

    assertThat(alerts.forwarded())
        .extracting(Alert::getState, Alert::getNotify, Alert::getSilenceEndsAt)
        .containsExactly(tuple("firing", List.of(), end), tuple("firing", List.of("slack"), null));
  }

  @Test
  void sequentialAlert_saysHowItWasDecided() {
    ProcessorLives<Observation, Alert> alerts = start(List.of(TOXIC), List.of());
    for (int minute = 0; minute < 5; minute++) {
      minute(alerts, 20, true, 1);
    }

    Alert firing = alerts.forwarded().getFirst();
    assertThat(firing.getCondition()).isEqualTo("above");
    assertThat(firing.getMethod()).isEqualTo("sequential");
    assertThat(firing.getOdds()).isGreaterThan(43_000);
    assertThat(firing.getFalseAlarmsPer30Days()).isEqualTo(1);
    assertThat(firing.getEnded()).isEqualTo(firing.getJudged() * 21 / 20);
    assertThat(firing.getFiredAt()).isEqualTo(firing.getTransitionedAt());
    assertThat(firing.getExampleTraces()).hasSize(5);
    assertThat(firing.getExamples())
        .hasSize(3)
        .first()
        // Of the second minute: 20 failing labels, t-21 to t-40, and one without a label.
        .isEqualTo(new AlertExample("t-40", "toxic", "q", "r", "because"));
    assertThat(firing.getSummary())
        .startsWith("docs-bot toxicity: 100.0 % failing (")
        .contains("limit 20.0 %, odds ");
  }

  /// Of each four failing traces three had no relevant document.
  @Test
  void alertOnAnswers_saysWhichStepFailed_throughARestart() {
    ProcessorLives<Observation, Alert> alerts = start(List.of(TOXIC), List.of());
    for (int minute = 0; minute < 5; minute++) {
      minute(alerts, 20, minute > 1, 0);
      for (int i = 0; i < 4; i++) {
        alerts.process("docs-bot", diagnosis(i < 3 ? "retrieval_miss" : "ungrounded"));
      }
      alerts.restart(life(List.of(TOXIC), List.of()));
    }

    assertThat(alerts.forwarded().getFirst().getState()).isEqualTo("firing");
    assertThat(alerts.forwarded().getFirst().getParts())
        .extracting(AlertPart::getDimension, AlertPart::getValue, AlertPart::getRate)
        .contains(
            tuple("diagnosis", "retrieval_miss", 0.75), tuple("diagnosis", "ungrounded", 0.25));
  }

  @Test
  void changedLimit_beginsAnew_andCountsOn() {
    ProcessorLives<Observation, Alert> alerts = start(List.of(TOXIC), List.of());
    for (int minute = 0; minute < 5; minute++) {
      minute(alerts, 20, true, 0);
    }
    AlertRule changed = rule("toxic", "toxicity", "all", limit(0.3));
    alerts.restart(life(List.of(changed), List.of()));
    for (int minute = 0; minute < 5; minute++) {
      minute(alerts, 20, true, 0);
    }

    assertThat(alerts.forwarded())
        .extracting(Alert::getState, Alert::getPreviousState, Alert::getThreshold)
        .containsExactly(
            tuple("firing", "inactive", 0.2),
            tuple("resolved", "firing", null),
            tuple("firing", "inactive", 0.3));
    assertThat(alerts.forwarded()).extracting(Alert::getTransitionId).doesNotHaveDuplicates();
  }

  @Test
  void oneDiagnosis_isHeldAgainstTheRest() {
    AlertRule missed =
        rule("missed", "diagnosis", "all", new Condition.Above(0.2, "retrieval_miss"));
    ProcessorLives<Observation, Alert> alerts = start(List.of(missed), List.of());
    for (int minute = 0; minute < 10; minute++) {
      for (int i = 0; i < 20; i++) {
        alerts.process("docs-bot", diagnosis(i < 10 ? "retrieval_miss" : "ungrounded"));
      }
      look(alerts);
    }

    assertThat(alerts.forwarded())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.getRate()).isEqualTo(0.5);
              assertThat(alert.getSummary()).contains("50.0 % retrieval_miss");
            });
  }

  @Test
  void eachValueOfAnAttribute_hasItsOwnAlert() {
    AlertRule byTier = rule("toxic", "toxicity", "tier", limit(0.2));
    ProcessorLives<Observation, Alert> alerts = start(List.of(byTier), List.of());
    for (int minute = 0; minute < 10; minute++) {
      for (int i = 0; i < 20; i++) {
        alerts.process("docs-bot", of(true, Map.of("tier", "free")));
        alerts.process("docs-bot", of(false, Map.of("tier", "paid")));
        alerts.process("docs-bot", of(true, Map.of()));
      }
      look(alerts);
    }

    assertThat(alerts.forwarded())
        .extracting(Alert::getAlertKey)
        .containsExactly("toxic/docs-bot/toxicity/tier=free");
  }

  private void minute(
      ProcessorLives<Observation, Alert> alerts, int labels, boolean failing, int unjudged) {
    for (int i = 0; i < labels; i++) {
      alerts.process("docs-bot", of(failing, Map.of()));
    }
    for (int i = 0; i < unjudged; i++) {
      alerts.process(
          "docs-bot",
          Observation.newBuilder(of(true, Map.of()))
              .setOutcome("provider_error")
              .setLabel(null)
              .setFailing(null)
              .setExcerpt(null)
              .build());
    }
    look(alerts);
  }

  private static void look(ProcessorLives<Observation, Alert> alerts) {
    for (int i = 0; i < 6; i++) {
      alerts.after(CADENCE.every());
    }
  }

  private Observation of(boolean failing, Map<String, String> attributes) {
    String trace = "t-" + traces++;
    Observation observation =
        failing
            ? Observations.failing(trace, clock.instant())
            : Observations.passing(trace, clock.instant());
    return Observation.newBuilder(observation)
        .setAttributes(attributes)
        .setExcerpt(failing ? new Excerpt("q", "r", "because") : null)
        .build();
  }

  private Observation diagnosis(String label) {
    return Observation.newBuilder(of(true, Map.of()))
        .setKind(ObservationKind.DIAGNOSIS)
        .setEvaluator("diagnosis")
        .setLabel(label)
        .build();
  }

  private ProcessorLives<Observation, Alert> start(List<AlertRule> rules, List<Silence> silences) {
    return new ProcessorLives<>(clock, AlertTopology.stores(), life(rules, silences));
  }

  private Supplier<AlertProcessor> life(List<AlertRule> rules, List<Silence> silences) {
    AlertConfig config = new AlertConfig(rules, CADENCE, silences, List.of(), false);
    return () ->
        new AlertProcessor(
            config,
            (app, evaluator) -> 1,
            new AlertBoard(new Meters(new SimpleMeterRegistry())),
            clock);
  }
}
