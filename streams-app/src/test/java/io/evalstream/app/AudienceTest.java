package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.event.Alert;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudienceTest {

  private static final String CONFIG =
      """
      kafka: { bootstrap.servers: "localhost:9092", schema.registry.url: "http://localhost:8081" }
      apps: [ { id: a, evaluators: [ faithfulness ] }, { id: b, evaluators: [ faithfulness ] } ]
      judges: { default: { api: heuristic } }
      alerts:
        - { rule: high, evaluator: faithfulness, app: a, above: 0.05, notify: [ am ] }
      alerting: { judge_notify: [ oncall ] }
      notify:
        am: { kind: alertmanager, urls: "http://localhost:9093" }
        oncall: { kind: webhook, url: "http://localhost:1/x" }
      """;

  @Test
  void rule_tellsItsChannelsOfWhatItIsAbout() throws Exception {
    Audience audience = audience();

    assertThat(audience.test(alert("a", "faithfulness", "all"), "am")).isTrue();
    assertThat(audience.test(alert("a", "faithfulness", "all"), "oncall")).isFalse();
    assertThat(audience.test(alert("b", "faithfulness", "all"), "am")).isFalse();
    assertThat(audience.test(alert("a", "correctness", "all"), "am")).isFalse();
    assertThat(audience.test(alert("a", "faithfulness", "model"), "am")).isFalse();
    Alert removed = Alert.newBuilder(alert("a", "faithfulness", "all")).setRule("removed").build();
    assertThat(audience.test(removed, "am")).isFalse();
  }

  @Test
  void judges_areToldOfToTheChannelsOfAllJudges() throws Exception {
    Alert judge =
        Alert.newBuilder(alert("*", "*", "judge"))
            .setRule("judge-unusable")
            .setSubject("judge")
            .build();

    assertThat(audience().test(judge, "oncall")).isTrue();
    assertThat(audience().test(judge, "am")).isFalse();
  }

  @Test
  void drift_isToldToTheChannelsOfItsRule() throws Exception {
    String drift =
        CONFIG.replace("evaluator: faithfulness, app: a, above: 0.05", "drift: query_embedding");
    Audience audience =
        new Audience(MonitorConfig.readText("monitor.yaml", drift, Map.of()).alerts());

    assertThat(audience.test(alert("a", "*", "all"), "am")).isTrue();
    assertThat(audience.test(alert("a", "*", "all"), "oncall")).isFalse();
  }

  private static Audience audience() throws Exception {
    return new Audience(MonitorConfig.readText("monitor.yaml", CONFIG, Map.of()).alerts());
  }

  private static Alert alert(String app, String evaluator, String dimension) {
    return Alert.newBuilder()
        .setAlertKey("key")
        .setTransitionId("key#1")
        .setRule("high")
        .setApp(app)
        .setEvaluator(evaluator)
        .setDimension(dimension)
        .setValue("*")
        .setState("firing")
        .setPreviousState("inactive")
        .setLow(0)
        .setHigh(1)
        .setJudged(0)
        .setEffectiveN(0)
        .setOverMs(0)
        .setSince(Instant.EPOCH)
        .setTransitionedAt(Instant.EPOCH)
        .setSummary("")
        .build();
  }
}
