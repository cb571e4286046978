package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import io.evalstream.config.Section;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertConfigTest {

  private static AlertConfig read(Section root) {
    return AlertConfig.read(root, Set.of("slack", "oncall"));
  }

  @Test
  void nothingGiven_isNoRule() throws Exception {
    assertThat(Configs.read("", AlertConfigTest::read))
        .isEqualTo(
            new AlertConfig(List.of(), Duration.ofSeconds(10), List.of("oncall", "slack"), false));
  }

  @Test
  void leastRule_hasTheDefaults() throws Exception {
    assertThat(
            Configs.read(
                    "alerts: [ { rule: r, evaluator: toxicity, above: 0.05 } ]",
                    AlertConfigTest::read)
                .rules())
        .containsExactly(
            new AlertRule(
                "r",
                "toxicity",
                null,
                "all",
                0.05,
                Duration.ofMinutes(5),
                Duration.ZERO,
                Duration.ofMinutes(5),
                30,
                List.of()));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    String yaml =
        """
        alerting: { every: 20s, judge_notify: [ oncall ], include_content: true }
        alerts:
          - rule: r
            evaluator: toxicity
            app: docs-bot
            dimension: prompt_version
            above: 0.5
            over: 1m
            for: 2m
            resolve_after: 3m
            min_samples: 4
            notify: [ slack, oncall ]
        """;

    assertThat(Configs.read(yaml, AlertConfigTest::read))
        .isEqualTo(
            new AlertConfig(
                List.of(
                    new AlertRule(
                        "r",
                        "toxicity",
                        "docs-bot",
                        "prompt_version",
                        0.5,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(3),
                        4,
                        List.of("slack", "oncall"))),
                Duration.ofSeconds(20),
                List.of("oncall"),
                true));
  }

  @Test
  void resolveAfter_isAsLongAsTheRateLooksBack() throws Exception {
    AlertConfig config =
        Configs.read(
            "alerts: [ { rule: r, evaluator: e, above: 0.1, over: 20m } ]", AlertConfigTest::read);

    assertThat(config.rules().getFirst().resolveAfter()).isEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void problems_areAllTold() {
    String yaml =
        """
        alerting: { every: 1m, judge_notify: [ pager ] }
        alerts:
          - { rule: a, evaluator: e, above: 0.1 }
          - { rule: a, evaluator: e, above: 5, dimension: colour }
          - { rule: b, evaluator: e, over: 30s }
        """;

    assertThat(Configs.problems(yaml, AlertConfigTest::read))
        .hasSize(6)
        .anyMatch(problem -> problem.startsWith("alerts must have unique rule names, was a"))
        .anyMatch(problem -> problem.startsWith("alerts[1].above must be "))
        .anyMatch(problem -> problem.startsWith("alerts[1].dimension must be "))
        .anyMatch(problem -> problem.startsWith("alerts[2].above must be given"))
        .contains("alerting.judge_notify must name channels under 'notify', was 'pager'")
        .contains(
            "alerts must look back over at least alerting.every, which is 1m, was b over 30s");
  }
}
