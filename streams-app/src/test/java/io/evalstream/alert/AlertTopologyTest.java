package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.app.StageHarness;
import io.evalstream.app.Turns;
import io.evalstream.async.CallResult;
import io.evalstream.event.Alert;
import io.evalstream.event.ChatEvent;
import io.evalstream.metric.Metric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTopologyTest {

  private static final String APPS =
      """
      apps:
        - { id: docs-bot, evaluators: [ toxicity ] }
        - { id: support-bot, evaluators: [ toxicity ] }
      """;
  private static final String CONFIG =
      APPS
          + """
          alerts:
            - rule: toxic
              evaluator: toxicity
              above: 0.2
              method: interval
              over: 1m
              for: 30s
              resolve_after: 1m
              min_samples: 10
          """;
  private static final Duration STEP = Duration.ofSeconds(10);

  @Test
  void incident_isPendingThenFiringThenResolved() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      traffic(monitor, 12, "bad");
      traffic(monitor, 30, "good");

      assertThat(monitor.alerts())
          .extracting(Alert::getState, Alert::getPreviousState)
          .containsExactly(
              tuple("pending", "inactive"),
              tuple("firing", "pending"),
              tuple("resolved", "firing"));
      assertThat(monitor.alerts())
          .extracting(Alert::getTransitionId)
          .containsExactly(
              "toxic/docs-bot/toxicity/all=*#1",
              "toxic/docs-bot/toxicity/all=*#2",
              "toxic/docs-bot/toxicity/all=*#3");
      Alert firing = monitor.alerts().get(1);
      assertThat(firing.getRate()).isEqualTo(1);
      assertThat(firing.getLow()).isGreaterThan(0.2);
      assertThat(firing.getExampleTraces()).hasSize(5).allMatch(trace -> trace.startsWith("bad"));
      assertThat(Duration.between(firing.getSince(), firing.getTransitionedAt()))
          .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(50));
    }
  }

  @Test
  void limitAndRate_areShownBesideTheState() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      traffic(monitor, 12, "bad");

      assertThat(monitor.gauges(Metric.ALERT_STATE)).containsExactly(2.0);
      assertThat(monitor.gauges(Metric.ALERT_LIMIT)).containsExactly(0.2);
      assertThat(monitor.gauges(Metric.ALERT_RATE)).containsExactly(1.0);
    }
  }

  @Test
  void ruleWithoutALimit_showsNone() {
    String yaml = APPS + "alerts: [ { rule: r, evaluator: toxicity, absent_for: 1m } ]";
    try (StageHarness monitor = StageHarness.of(yaml)) {
      traffic(monitor, 12, "good");

      assertThat(monitor.gauges(Metric.ALERT_STATE)).containsExactly(0.0);
      assertThat(monitor.gauges(Metric.ALERT_LIMIT)).isEmpty();
    }
  }

  @Test
  void shortIncident_goesFromPendingToInactive() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      traffic(monitor, 1, "bad");
      traffic(monitor, 10, "good");

      assertThat(monitor.alerts())
          .extracting(Alert::getState)
          .containsExactly("pending", "inactive");
    }
  }

  @Test
  void goodTraffic_isSilent() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      traffic(monitor, 20, "good");

      assertThat(monitor.alerts()).isEmpty();
      assertThat(monitor.boards().alerts().standings())
          .extracting(AlertBoard.Standing::app, AlertBoard.Standing::state)
          .containsExactly(tuple("docs-bot", "inactive"));
    }
  }

  @Test
  void fewLabels_areNoReason() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.judge().says("toxicity", "toxic");
      for (int i = 0; i < 9; i++) {
        monitor.send(Turns.event("t-" + i, 0));
      }
      monitor.after(Duration.ofMinutes(2), STEP);

      assertThat(monitor.alerts()).isEmpty();
    }
  }

  @Test
  void silenceAfterAnIncident_resolves() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      traffic(monitor, 12, "bad");
      monitor.after(Duration.ofHours(1), Duration.ofMinutes(1));

      assertThat(monitor.alerts())
          .extracting(Alert::getState)
          .containsExactly("pending", "firing", "resolved");
    }
  }

  @Test
  void eachApp_hasItsOwnAlert() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.judge().says("toxicity", "You fool", "toxic");
      for (int step = 0; step < 12; step++) {
        for (int i = 0; i < 5; i++) {
          ChatEvent good = Turns.eventOf("docs-bot", "d-" + step + "-" + i);
          ChatEvent bad = Turns.eventOf("support-bot", "s-" + step + "-" + i);
          monitor.send(good).send(ChatEvent.newBuilder(bad).setResponse("You fool.").build());
        }
        monitor.after(STEP);
      }

      assertThat(monitor.alerts())
          .extracting(Alert::getApp, Alert::getState)
          .containsExactly(tuple("support-bot", "pending"), tuple("support-bot", "firing"));
    }
  }

  @Test
  void channels_areNamedOnlyWherePeopleShouldHear() {
    String config =
        CONFIG.replace("min_samples: 10", "min_samples: 10\n    notify: [ slack ]")
            + "notify: { slack: { webhook_url: \"http://127.0.0.1:1/hook\" } }\n";
    try (StageHarness monitor = StageHarness.of(config)) {
      traffic(monitor, 12, "bad");
      traffic(monitor, 30, "good");

      assertThat(monitor.alerts())
          .extracting(Alert::getState, Alert::getNotify)
          .containsExactly(
              tuple("pending", List.of()),
              tuple("firing", List.of("slack")),
              tuple("resolved", List.of("slack")));
    }
  }

  @Test
  void modelsFromOutside_doNotGrowTheAlertsWithoutEnd() {
    String config = CONFIG.replace("min_samples: 10", "min_samples: 10\n    dimension: model");
    try (StageHarness monitor = StageHarness.of(config)) {
      for (int i = 0; i < 200; i++) {
        monitor.send(ChatEvent.newBuilder(Turns.event("t-" + i, 0)).setModel("m-" + i).build());
      }
      monitor.after(STEP);

      assertThat(monitor.boards().alerts().standings())
          .hasSize(51)
          .extracting(AlertBoard.Standing::value)
          .contains("m-0", "__other__");
    }
  }

  /// Ten turns in each step of ten seconds.
  private static void traffic(StageHarness monitor, int steps, String kind) {
    monitor.judge().says("toxicity", "You fool", "toxic");
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < 10; i++) {
        String id = kind + "-" + monitor.clock().millis() + "-" + i;
        monitor.send(
            ChatEvent.newBuilder(Turns.eventAt(id, monitor.clock().instant()))
                .setResponse(kind.equals("bad") ? "You fool." : "At nine.")
                .build());
      }
      monitor.after(STEP);
    }
  }

  @Test
  void judgeWithoutQuota_isTold_andItsReturnToo() {
    try (StageHarness monitor =
        StageHarness.of("apps: [ { id: docs-bot, evaluators: [ toxicity ] } ]\n")) {
      monitor
          .judge()
          .answers(
              "toxicity",
              "",
              new CallResult.Pause<>("quota", "no quota left", Duration.ofMinutes(10)));
      monitor.send(Turns.event("t-1", 0)).after(Duration.ofSeconds(2));
      List<Alert> meanwhile = monitor.alerts();

      monitor.judge().forget();
      monitor.after(Duration.ofMinutes(11)).after(Duration.ofSeconds(2));

      assertThat(meanwhile)
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.getRule()).isEqualTo("judge-unusable");
                assertThat(alert.getState()).isEqualTo("firing");
                assertThat(alert.getSummary()).contains("default", "quota", "no quota left");
              });
      assertThat(monitor.alerts())
          .extracting(Alert::getState)
          .containsExactly("firing", "resolved");
      assertThat(monitor.evaluations())
          .singleElement()
          .satisfies(evaluation -> assertThat(evaluation.getAttempts()).isEqualTo(1));
    }
  }
}
