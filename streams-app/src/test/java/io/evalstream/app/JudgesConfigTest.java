package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judgeclient.Habits;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.judgeclient.Redaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
