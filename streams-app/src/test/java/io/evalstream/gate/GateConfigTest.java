package io.evalstream.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.MonitorConfig;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class GateConfigTest {

  private static final String APPS =
      """
      kafka: { bootstrap.servers: "b:9092", schema.registry.url: "http://r:8081" }
      judges: { default: { api: heuristic } }
      apps:
        - { id: docs-bot, evaluators: [ faithfulness, toxicity, document_relevance ] }
        - { id: shop-bot, evaluators: [ toxicity, { id: faithfulness, sampling: 0.5 } ] }
      """;

  private static GateConfig read(String gate) throws InvalidConfigException {
    return MonitorConfig.readText("m.yaml", APPS + gate, Map.of()).gate();
  }

  private static List<String> problems(String gate) {
    return Assertions.catchThrowableOfType(InvalidConfigException.class, () -> read(gate))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void absent_isOff() throws Exception {
    assertThat(read("").isOn()).isFalse();
  }

  @Test
  void defaults_blockFailingLabels() throws Exception {
    GateConfig config = read("gate: { block: toxicity, when_undecided: pass }");

    assertThat(config)
        .isEqualTo(
            new GateConfig(
                Map.of("docs-bot", toxicity(Fallback.PASS), "shop-bot", toxicity(Fallback.PASS)),
                Duration.ofMillis(1500),
                Duration.ofSeconds(10),
                1000,
                Duration.ofMinutes(10),
                50_000,
                new GateConfig.Evaluate(16, 1_000_000, 100)));
  }

  private static GatePolicy toxicity(Fallback fallback) {
    return new GatePolicy(
        List.of(new BlockRule("toxicity", Set.of("toxic"), false, Documents.ANY)),
        fallback,
        fallback,
        Duration.ofMillis(1500));
  }

  @Test
  void everyKey_isRead() throws Exception {
    GateConfig config =
        read(
            """
            gate:
              block:
                - { evaluator: faithfulness, labels: [ unfaithful ] }
                - { evaluator: document_relevance, documents: all }
              when_undecided: pass
              when_unsampled: block
              wait: 2s
              max_wait: 20s
              max_waiting: 7
              remember: 1m
              max_labels: 1000
              evaluate: { max_running: 2, max_bytes: 5000, max_judgements: 3 }
              apps:
                shop-bot: { block: [ toxicity ], when_undecided: block, when_unsampled: pass, wait: 3s }
            """);

    BlockRule faithfulness =
        new BlockRule("faithfulness", Set.of("unfaithful"), false, Documents.ANY);
    BlockRule relevance =
        new BlockRule("document_relevance", Set.of("irrelevant"), true, Documents.ALL);
    BlockRule toxicity = new BlockRule("toxicity", Set.of("toxic"), false, Documents.ANY);
    assertThat(config)
        .isEqualTo(
            new GateConfig(
                Map.of(
                    "docs-bot",
                    new GatePolicy(
                        List.of(faithfulness, relevance),
                        Fallback.PASS,
                        Fallback.BLOCK,
                        Duration.ofSeconds(2)),
                    "shop-bot",
                    new GatePolicy(
                        List.of(toxicity), Fallback.BLOCK, Fallback.PASS, Duration.ofSeconds(3))),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                7,
                Duration.ofMinutes(1),
                1000,
                new GateConfig.Evaluate(2, 5000, 3)));
  }

  @Test
  void appWithEmptyBlock_hasNoGate() throws Exception {
    GateConfig config =
        read("gate: { block: toxicity, when_undecided: block, apps: { shop-bot: { block: [] } } }");

    assertThat(config.policies()).containsOnlyKeys("docs-bot");
  }

  @Test
  void wait_followsAShortMaxWait() throws Exception {
    GateConfig config = read("gate: { block: toxicity, when_undecided: pass, max_wait: 1s }");

    assertThat(config.patience()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatIsMissing_isTold() {
    assertThat(problems("gate: { block: toxicity }"))
        .containsExactly(
            "gate.when_undecided must be given: pass shows answers that are not judged in time,"
                + " block holds them back");
    assertThat(problems("gate: { when_undecided: pass }"))
        .containsExactly("gate.block must be given, here or for an app under apps");
  }

  @Test
  void evaluatorThatLooksAtAPart_needsAWordForTheOthers() {
    assertThat(problems("gate: { block: faithfulness, when_undecided: pass }"))
        .containsExactly(
            "gate.when_unsampled must be given where an evaluator looks at a part of the traces"
                + " only: pass shows the other answers, block holds them back, was none, for"
                + " faithfulness of shop-bot");
  }

  @Test
  void evaluatorThatTheAppDoesNotAsk_isAProblem() {
    assertThat(problems("gate: { block: document_relevance, when_undecided: pass }"))
        .containsExactly(
            "gate.block must name evaluators of the app; give the app a block of its own under"
                + " gate.apps, or an empty one, was document_relevance, which is not among those"
                + " of shop-bot");
  }

  @Test
  void unknownNames_areToldWithTheNearest() {
    assertThat(
            problems(
                """
                gate:
                  block:
                    - toxicty
                    - { evaluator: faithfulness, labels: [ wrong ], documents: all }
                    - faithfulness
                  when_undecided: pass
                  when_unsampled: pass
                  apps: { docs-bto: { block: toxicity } }
                """))
        .containsExactlyInAnyOrder(
            "gate.apps must name apps of the configuration, was docs-bto. Did you mean 'docs-bot'?",
            "gate.block must name a known evaluator, was 'toxicty'. Did you mean 'toxicity'?",
            "gate.block[1].labels must be labels of faithfulness: [faithful, unfaithful], was wrong",
            "gate.block[1].documents must be left out unless the evaluator looks at each document,"
                + " was faithfulness looks at response",
            "gate.block must name each evaluator once, was faithfulness");
  }

  @Test
  void wait_isAtMostMaxWait() {
    assertThat(problems("gate: { block: toxicity, when_undecided: pass, wait: 11s }"))
        .containsExactly("gate.wait must be in [0s, 10s], was 11s");
  }
}
