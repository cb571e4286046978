package io.evalstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evalstream.alert.rule.AlertRule;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Problem;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitorConfigTest {

  private static final String LEAST =
      """
      kafka: { bootstrap.servers: "b:9092", schema.registry.url: "http://r:8081" }
      apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]
      judges: { default: { api: heuristic } }
      """;

  @Test
  void least_isEnough() throws Exception {
    MonitorConfig config = MonitorConfig.readText("evalstream.yaml", LEAST, Map.of());

    assertThat(config.apps()).containsOnlyKeys("docs-bot");
    assertThat(config.alerts().rules()).isEmpty();
  }

  @Test
  void manyMistakes_areAllListed() {
    String yaml =
        """
        kafka: { schema.registry.url: "http://r:8081" }
        http: { host: 0.0.0.0, port: 99999 }
        apps:
          - id: docs-bot
            evaluators: [ faithfulnes, toxicity ]
            samplng: [ { rate: 0.5 } ]
          - id: docs-bot
            sampling: [ { rate: 1.5 } ]
            evaluators: [ toxicity, toxic ]
        judges:
          main: { api: heuristic }
        assembly: { wait: 5 minutes }
        alerts:
          - { rule: unused, evaluator: refusal, above: 0.1 }
          - { rule: nobody, evaluator: toxicity, above: 0.1, notify: [ slakc ] }
          - { rule: where, evaluator: toxicity, above: 0.1, app: docs-bto }
        notify:
          slack: { webhook_url: "https://hooks.example.com/x" }
        alertin: { every: 5s }
        """;

    List<String> problems = problems(yaml);

    assertThat(problems)
        .contains(
            "kafka must have bootstrap.servers, such as localhost:9092",
            "http.token: is required when http.host is not loopback, was none, for 0.0.0.0",
            "apps[0].evaluators must name a known evaluator, was 'faithfulnes'. Did you mean"
                + " 'faithfulness'?",
            "apps[0].samplng: unknown key. Did you mean 'sampling'?",
            "apps[1].id must be unique among the apps, was docs-bot",
            "apps[1].evaluators must name each evaluator once, was toxic",
            "judges must have one named 'default', for example default: { api: heuristic }, was"
                + " [main]",
            "alerts[0].evaluator must be one that an app uses, or the rule never fires, was"
                + " refusal",
            "alerts[1].notify must name channels under 'notify', was 'slakc'",
            "alerts[2].app must name one of the apps, was 'docs-bto'. Did you mean 'docs-bot'?",
            "alertin: unknown key. Did you mean 'alerting'?")
        .anyMatch(problem -> problem.startsWith("http.port must be "))
        .anyMatch(problem -> problem.startsWith("apps[1].sampling[0].rate must be "))
        .anyMatch(problem -> problem.startsWith("assembly.wait must be "))
        .hasSize(14);
  }

  @Test
  void alias_isReadAsTheIdOfItsEvaluator() throws Exception {
    String yaml =
        LEAST.replace("[ faithfulness ]", "[ hallucination ]")
            + "alerts: [ { rule: r, evaluator: groundedness, above: 0.1 } ]\n";

    MonitorConfig config = MonitorConfig.readText("evalstream.yaml", yaml, Map.of());

    assertThat(config.apps().get("docs-bot").evaluators()).containsOnlyKeys("faithfulness");
    assertThat(config.alerts().rules())
        .extracting(AlertRule::evaluator)
        .containsExactly("faithfulness");
  }

  @Test
  void customEvaluator_canBeUsedByAppsJudgesAndAlerts() throws Exception {
    String yaml =
        """
        kafka: { bootstrap.servers: "b:9092", schema.registry.url: "http://r:8081" }
        apps: [ { id: docs-bot, evaluators: [ refund_promise ] } ]
        evaluators:
          - id: refund_promise
            question: Does the answer promise a refund?
            labels: { promised: fail, not_promised: pass }
        judges:
          default: { api: heuristic }
          second: { base_url: "http://localhost:1/v1", model: m, evaluators: [ refund_promise ] }
        alerts: [ { rule: r, evaluator: refund_promise, above: 0.1 } ]
        """;

    MonitorConfig config = MonitorConfig.readText("evalstream.yaml", yaml, Map.of());

    assertThat(config.judges().judgeOf()).isEqualTo(Map.of("refund_promise", "second"));
  }

  @Test
  void customEvaluatorOnTheHeuristicJudge_isAProblem() {
    String yaml =
        LEAST.replaceFirst("evaluators: \\[.*?\\]", "evaluators: [ tone ]")
            + """
            evaluators: [ { id: tone, question: "Kind?", labels: { kind: pass, rude: fail } } ]
            """;

    assertThat(problems(yaml))
        .containsExactly(
            "judges must have an LLM for the custom evaluator 'tone': the heuristic judge"
                + " 'default' knows only the built-in ones");
  }

  @Test
  void appWithControlCharacters_isAProblem() {
    assertThat(problems(LEAST.replace("docs-bot", "\"docs\\0bot\"")))
        .containsExactly("apps[0].id must have no control characters");
  }

  @Test
  void noApps_isAProblem() {
    assertThat(problems(LEAST.replaceFirst("apps: .*\n", "")))
        .containsExactly("apps must list at least one app with id and evaluators");
  }

  @Test
  void configurationOfTheDemo_hasNoProblems() throws Exception {
    String yaml;
    try (InputStream demo = MonitorConfig.class.getResourceAsStream("/demo/evalstream.yaml")) {
      yaml = new String(demo.readAllBytes(), UTF_8);
    }

    MonitorConfig config =
        MonitorConfig.readText(
            "demo.yaml",
            yaml,
            Map.of(
                "KAFKA", "127.0.0.1:9092",
                "REGISTRY", "http://127.0.0.1:8081",
                "STATE_DIR", "/tmp/demo",
                "HTTP_PORT", "8080",
                "SLACK_WEBHOOK_URL", "http://127.0.0.1:9093/hook"));

    assertThat(config.apps()).containsOnlyKeys("docs-bot", "support-bot", "shopping-assistant");
    assertThat(config.alerts().rules()).hasSize(5);
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(
            InvalidConfigException.class,
            () -> MonitorConfig.readText("evalstream.yaml", yaml, Map.of()))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }
}
