package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evalstream.alert.DriftSubject;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.evaluator.EvaluatorLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeWatchConfigTest {

  private static final String SAMPLES = "../samples/labelled.jsonl";
  private static final DriftSubject FAITHFULNESS = new DriftSubject("default", "faithfulness");

  @TempDir private Path folder;

  private static String yaml(String watch) {
    return """
    kafka: { bootstrap.servers: "b:9092", schema.registry.url: "http://r:8081" }
    apps: [ { id: docs-bot, evaluators: [ faithfulness, toxicity, contains_citation ] } ]
    judges:
      default: { api: ollama, model: m-1 }
      second: { api: ollama, model: m-2, evaluators: [ document_relevance ] }
    judge_watch: %s
    """
        .formatted(watch);
  }

  private static JudgeWatchConfig read(String watch) throws Exception {
    return MonitorConfig.readText("monitor.yaml", yaml(watch), Map.of()).judgeWatch();
  }

  private static List<String> problems(String watch) {
    return Configs.problems(
        yaml(watch),
        root -> {
          var library = EvaluatorLibrary.builtIn();
          JudgesConfig judges = JudgesConfig.read(root, library);
          root.section("kafka").allowAnyKey();
          return JudgeWatchConfig.read(
              root, AppConfig.readAll(root, library, judges), library, judges);
        });
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("golden.jsonl"), text).toString();
  }

  /// Such judges are a problem, and the reading of the others goes on.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "default: { api: ollama, model: m-1, confirm: default }",
        "default: { api: ollama, model: m, confirm: a }, a: { api: ollama, model: m, confirm: default }",
        "default: { api: jury, judges: [ default, a, b ] }, a: { api: heuristic }, b: { api: heuristic }"
      })
  void judgesThatAskOneAnother_areAProblem(String judges) {
    String yaml =
        """
        kafka: { bootstrap.servers: b:1, schema.registry.url: http://r:1 }
        apps:
          - { id: docs-bot, evaluators: [ faithfulness ], budget: { usd_per_day: 1 } }
        judges: { %s }
        judge_watch: { file: %s }
        """
            .formatted(judges, SAMPLES);

    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> MonitorConfig.readText("monitor.yaml", yaml, Map.of()))
        .withMessageContaining("must name");
  }

  @Test
  void defaults() throws Exception {
    JudgeWatchConfig watch = read("{ file: " + SAMPLES + " }");

    assertThat(watch.every()).isEqualTo(Duration.ofHours(1));
    assertThat(watch.rows()).isEqualTo(200);
    assertThat(watch.golden().rows()).hasSize(120);
    // Used by the app, asked of a judge, and labelled in the file.
    assertThat(watch.drift().bases()).containsOnlyKeys(FAITHFULNESS);
    assertThat(watch.drift().roundsPerPass()).isEqualTo(1);
    assertThat(watch.drift().minAgreement()).isNull();
    // 720 hours in 30 days would allow 720; fewer than 1000 are never enough.
    assertThat(watch.drift().odds()).isEqualTo(1_000);
  }

  @Test
  void everyKey_isRead() throws Exception {
    JudgeWatchConfig watch =
        read(
            "{ file: "
                + SAMPLES
                + ", every: 15m, rows: 50, evaluators: [ hallucination, document_relevance ],"
                + " min_agreement: 0.9, false_alarms_per_30_days: 0.1 }");

    assertThat(watch.every()).isEqualTo(Duration.ofMinutes(15));
    assertThat(watch.drift().bases())
        .containsOnlyKeys(FAITHFULNESS, new DriftSubject("second", "document_relevance"));
    assertThat(watch.drift().roundsPerPass()).isEqualTo(3);
    assertThat(watch.drift().minAgreement()).isEqualTo(0.9);
    // 960 passes of 45 minutes in 30 days, two compared, one alarm in 300 days.
    assertThat(watch.drift().odds()).isEqualTo(960 * 2 / 0.1);
  }

  @Test
  void nothing_watchesNothing() throws Exception {
    String yaml = yaml("").replaceAll("(?m)^judge_watch.*$", "");

    JudgeWatchConfig watch = MonitorConfig.readText("m.yaml", yaml, Map.of()).judgeWatch();

    assertThat(watch.isOn()).isFalse();
  }

  @Test
  void otherModel_isAnotherBasis() throws Exception {
    String yaml = yaml("{ file: " + SAMPLES + " }");
    String other = yaml.replace("m-1", "m-3");

    var first = MonitorConfig.readText("m", yaml, Map.of()).judgeWatch().drift().bases();
    var again = MonitorConfig.readText("m", yaml, Map.of()).judgeWatch().drift().bases();
    var changed = MonitorConfig.readText("m", other, Map.of()).judgeWatch().drift().bases();

    assertThat(again).isEqualTo(first);
    assertThat(changed.get(FAITHFULNESS)).isNotEqualTo(first.get(FAITHFULNESS));
  }

  @Test
  void fileThatIsMissing_isAProblem() {
    assertThat(problems("{ file: nowhere.jsonl }"))
        .containsExactly("judge_watch.file must be a file that can be read, was nowhere.jsonl");
  }

  @Test
  void rowThatIsBroken_isAProblemWithItsPlace() throws Exception {
    String file = file("{\"id\": \"1\"}\n");

    assertThat(problems("{ file: " + file + " }"))
        .singleElement()
        .asString()
        .startsWith("judge_watch.file must hold one trace in JSON a line, was ")
        .contains("golden.jsonl:1: ");
  }

  @Test
  void fileWithoutLabels_isAProblem() throws Exception {
    String file = file("{\"app\": \"a\", \"question\": \"q\", \"response\": \"r\"}\n");

    assertThat(problems("{ file: " + file + " }"))
        .singleElement()
        .asString()
        .contains("judge_watch.file must have labels")
        .contains("faithfulness, toxicity");
  }

  @Test
  void evaluatorsThatCannotBeWatched_areProblems() {
    assertThat(
            problems(
                "{ file: "
                    + SAMPLES
                    + ", evaluators: [ correctness, toxicity, contains_citation, faithfull ] }"))
        .anyMatch(problem -> problem.contains("labels for, was toxicity"))
        .anyMatch(problem -> problem.contains("a judge is asked for, was contains_citation"))
        .anyMatch(problem -> problem.contains("Did you mean 'faithful"));
  }
}
