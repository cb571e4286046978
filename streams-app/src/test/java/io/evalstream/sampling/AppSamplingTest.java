package io.evalstream.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import io.evalstream.trace.TraceFilter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppSamplingTest {

  @Test
  void leastApp_isSampledWhole() throws Exception {
    assertThat(Configs.read("evaluators: toxicity", AppSampling::read))
        .isEqualTo(
            new AppSampling(
                List.of(new SamplingRule(TraceFilter.ALL, 1)),
                Map.of("toxicity", 1.0),
                Budget.NONE,
                0));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    String yaml =
        """
        sampling:
          - { when: { feedback: thumbs_down, attributes.tier: gold }, rate: 1.0 }
          - { when: { model: m-1, prompt_version: v7 }, rate: 0 }
          - { rate: 0.05 }
        evaluators: [ faithfulness, { id: toxicity, sampling: 0.1 } ]
        budget: { judgements_per_minute: 600, usd_per_day: 2.5 }
        """;

    assertThat(Configs.read(yaml, AppSampling::read))
        .isEqualTo(
            new AppSampling(
                List.of(
                    new SamplingRule(
                        new TraceFilter(
                            Map.of("feedback", "thumbs_down", "attributes.tier", "gold")),
                        1),
                    new SamplingRule(
                        new TraceFilter(Map.of("model", "m-1", "prompt_version", "v7")), 0),
                    new SamplingRule(TraceFilter.ALL, 0.05)),
                Map.of("faithfulness", 1.0, "toxicity", 0.1),
                new Budget(600.0, 2.5),
                0));
  }

  @Test
  void problems_areAllTold() {
    String yaml =
        """
        sampling:
          - { rate: 2 }
          - { when: { colour: red } }
        evaluators: [ toxicity, { id: toxicity, sampling: 0 } ]
        """;

    assertThat(Configs.problems(yaml, AppSampling::read))
        .hasSize(6)
        .anyMatch(problem -> problem.startsWith("sampling[0].rate must be "))
        .anyMatch(problem -> problem.startsWith("sampling[1].rate must be given"))
        .anyMatch(problem -> problem.startsWith("sampling[1].when must name feedback"))
        .anyMatch(problem -> problem.startsWith("sampling must end with a rule without 'when'"))
        .anyMatch(problem -> problem.startsWith("evaluators[1].sampling must be "))
        .contains("evaluators must name each evaluator once, was toxicity");
  }

  @Test
  void budgetOfNothing_isAProblem() {
    assertThat(
            Configs.problems(
                "{ evaluators: toxicity, budget: { usd_per_day: 0 } }", AppSampling::read))
        .containsExactly("budget.usd_per_day must be in [0.01, 1000000], was 0");
    assertThat(Configs.problems("{ evaluators: toxicity, budget: {} }", AppSampling::read))
        .containsExactly("budget must have judgements_per_minute, usd_per_day, or both");
  }

  @Test
  void noEvaluator_isAProblem() {
    assertThat(Configs.problems("sampling: []", AppSampling::read))
        .containsExactly("evaluators must name at least one evaluator");
  }
}
