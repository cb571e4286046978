package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.config.Section;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judgeclient.Habits;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.judgeclient.Redaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgesConfigTest {

  private static final EvaluatorLibrary EVALUATORS = EvaluatorLibrary.builtIn();

  @Test
  void defaultJudge_takesWhatIsNotAssigned() throws Exception {
    JudgesConfig config =
        Configs.read(
            "judges: { default: { api: heuristic } }", root -> JudgesConfig.read(root, EVALUATORS));

    assertThat(config)
        .isEqualTo(
            new JudgesConfig(
                Map.of(
                    "default",
                    new JudgeConfig(
                        "default",
                        new JudgeConfig.Heuristic(),
                        64,
                        Duration.ofSeconds(60),
                        null,
                        null,
                        Habits.USUAL)),
                Map.of(),
                Configs.read("", Redaction::read)));
  }

  @Test
  void evaluators_areAssignedByIdOrAlias() throws Exception {
    String yaml =
        """
        judges:
          default: { api: heuristic }
          second: { api: heuristic, max_in_flight: 2, call_timeout: 3s, evaluators: [ hallucination ] }
        """;

    JudgesConfig config = Configs.read(yaml, root -> JudgesConfig.read(root, EVALUATORS));

    assertThat(config.judges().get("second"))
        .isEqualTo(
            new JudgeConfig(
                "second",
                new JudgeConfig.Heuristic(),
                2,
                Duration.ofSeconds(3),
                null,
                null,
                Habits.USUAL));
    assertThat(config.judgeOf()).isEqualTo(Map.of("faithfulness", "second"));
  }

  private static final String CUSTOM =
      """
      evaluators:
        - { id: tone, judge: second, question: "Curt?", labels: { no: pass, yes: fail } }
      judges:
        default: { api: heuristic }
        second: { api: heuristic }
      """;

  @Test
  void judgeOfADefinition_isAsIfTheJudgeListedIt() throws Exception {
    assertThat(Configs.read(CUSTOM, JudgesConfigTest::read).judgeOf())
        .isEqualTo(Map.of("tone", "second"));
    assertThat(
            Configs.read(
                    CUSTOM.replace("second: {", "second: { evaluators: tone,"),
                    JudgesConfigTest::read)
                .judgeOf())
        .isEqualTo(Map.of("tone", "second"));
  }

  @Test
  void judgeThatDoesNotExist_isTold() {
    assertThat(
            Configs.problems(
                CUSTOM.replace("judge: second", "judge: secnd"), JudgesConfigTest::read))
        .containsExactly(
            "evaluators[0].judge must name one of the judges, was 'secnd'. Did you mean 'second'?");
  }

  @Test
  void twoJudgesForOneEvaluator_areTold() {
    assertThat(
            Configs.problems(
                CUSTOM.replace("default: {", "default: { evaluators: tone,"),
                JudgesConfigTest::read))
        .containsExactly(
            "evaluators[0].judge must not differ from judges.default.evaluators, which lists it,"
                + " was second");
  }

  private static JudgesConfig read(Section root) {
    return JudgesConfig.read(
        root, EvaluatorLibrary.builtIn().withDefinitions(root.sections("evaluators")));
  }

  @Test
  void code_isAJudgeThatIsThereAlready() {
    String yaml =
        """
        judges:
          default: { api: heuristic, evaluators: [ exact_match ] }
          code: { api: heuristic }
        """;

    List<String> problems = Configs.problems(yaml, root -> JudgesConfig.read(root, EVALUATORS));

    assertThat(problems)
        .containsExactly(
            "judges.default.evaluators must not name an evaluator that is code: no judge is asked,"
                + " was exact_match",
            "judges.code must have another name: 'code' judges the evaluators that are code");
  }

  @Test
  void problems_areAllTold() {
    String yaml =
        """
        judges:
          first: { api: heuristic, evaluators: [ toxicity, toxcity ] }
          second: { api: heuristic, evaluators: [ toxic ] }
        """;

    List<String> problems = Configs.problems(yaml, root -> JudgesConfig.read(root, EVALUATORS));

    assertThat(problems)
        .containsExactly(
            "judges.first.evaluators must name a known evaluator, was 'toxcity'. Did you mean"
                + " 'toxicity'?",
            "judges.second.evaluators must not name an evaluator of judge 'first', was toxicity",
            "judges must have one named 'default', for example default: { api: heuristic }, was"
                + " [first, second]");
  }

  @Test
  void prices_areThoseOfTheModelUnlessTheJudgeHasItsOwn() throws Exception {
    String yaml =
        """
        prices:
          small-1: { input_per_million_usd: 1, output_per_million_usd: 2 }
        judges:
          default: { api: vllm, model: small-1 }
          own: { api: vllm, model: small-1, price: { input_per_million_usd: 3, output_per_million_usd: 4 } }
          other: { api: vllm, model: large-1 }
        """;

    JudgesConfig config = Configs.read(yaml, root -> JudgesConfig.read(root, EVALUATORS));

    // 2000 tokens in and 300 out: 0.002 + 0.0006, and 0.006 + 0.0012.
    assertThat(config.judges().get("default").assumedCostUsd()).hasValue(0.0026);
    assertThat(config.judges().get("own").assumedCostUsd()).hasValue(0.0072);
    assertThat(config.judges().get("other").assumedCostUsd()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "default: { api: heuristic, confirm: default }; judges.default.confirm must name another",
        "default: { api: heuristic, confirm: nobody }; judges.default.confirm must name another",
        "default: { api: jury, judges: [ a, b ] }; judges.default.judges must name 3, 5, 7 or 9",
        "default: { api: jury, judges: [ a, a, b ] }; judges.default.judges must name 3, 5, 7 or 9",
        "default: { api: jury, judges: [ a, b, default ] }; judges.default.judges must name another",
        "default: { api: jury, judges: [ a, b, c ] }; judges.default.judges must name a judge that asks"
      })
  void severalJudges_mustBeOthersWhoAskNobody(String judge, String told) {
    String yaml =
        """
        judges:
          a: { api: heuristic }
          b: { api: heuristic }
          c: { api: heuristic, confirm: a }
          %s
        """
            .formatted(judge);

    assertThat(Configs.problems(yaml, root -> JudgesConfig.read(root, EVALUATORS)))
        .anyMatch(problem -> problem.startsWith(told));
  }

  @Test
  void costOfSeveralJudges_isThatOfAll() throws Exception {
    String price = "price: { input_per_million_usd: 1, output_per_million_usd: 0 }";
    String yaml =
        """
        judges:
          default: { api: vllm, model: m, %1$s, confirm: a }
          a: { api: vllm, model: m, %1$s }
          b: { api: heuristic }
          panel: { api: jury, judges: [ a, b, c ], evaluators: [ toxicity ] }
          c: { api: vllm, model: m, %1$s }
        """
            .formatted(price);

    JudgesConfig config = Configs.read(yaml, root -> JudgesConfig.read(root, EVALUATORS));

    // 2000 tokens in at a dollar a million are 0.002, and two are asked in each case.
    assertThat(config.assumedCostUsd("faithfulness")).hasValue(0.004);
    assertThat(config.assumedCostUsd("toxicity")).hasValue(0.004);
  }
}
