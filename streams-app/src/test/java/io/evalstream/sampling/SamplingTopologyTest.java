package io.evalstream.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.StageHarness;
import io.evalstream.app.Turns;
import io.evalstream.async.CallResult;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.judge.JudgeReply;
import io.evalstream.stats.SampleHash;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTopologyTest {

  private static final CallResult<JudgeReply> PAUSE =
      new CallResult.Pause<>("quota", "nothing left", Duration.ofMinutes(10));

  private static final String HALF =
      """
      apps:
        - id: docs-bot
          sampling: [ { when: { feedback: thumbs_down }, rate: 1 }, { rate: 0.5 } ]
          evaluators: [ faithfulness, { id: toxicity, sampling: 0.5 } ]
      """;

  @Test
  void eventsAndSpans_areDecidedAlike() {
    String config =
        "apps: [ { id: docs-bot, sampling: [ { rate: 0.5 } ], evaluators: [ faithfulness ] } ]\n";
    List<String> expected =
        IntStream.range(0, 60)
            .mapToObj(i -> "t-" + i)
            .filter(trace -> SampleHash.uniform("evalstream", trace) < 0.5)
            .toList();
    try (StageHarness monitor = StageHarness.of(config)) {
      for (int i = 0; i < 60; i++) {
        monitor.send(Turns.span("t-" + i, "s-1", "doc-1"));
      }
      assertThat(monitor.funnel("retrieval_span", "sampled")).isEqualTo(expected.size());
      assertThat(monitor.tracesInFlight()).hasSize(expected.size());

      for (int i = 0; i < 60; i++) {
        monitor.send(Turns.event("t-" + i, 1));
      }
      monitor.settle();

      assertThat(monitor.judgedTraces())
          .extracting(JudgedTrace::getTraceId)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(monitor.funnel("chat_event", "unsampled")).isEqualTo(60 - expected.size());
    }
  }

  @Test
  void probability_travelsWithEachEvaluation() {
    try (StageHarness monitor = StageHarness.of(HALF)) {
      for (int i = 0; i < 40; i++) {
        ChatEvent event = Turns.event("t-" + i, 0);
        monitor.send(
            i % 2 == 0 ? event : ChatEvent.newBuilder(event).setFeedback("thumbs_down").build());
      }
      monitor.settle();

      assertThat(monitor.evaluations())
          .allSatisfy(
              evaluation -> {
                boolean even = Integer.parseInt(evaluation.getTraceId().substring(2)) % 2 == 0;
                double rate = even ? 0.5 : 1;
                double share = evaluation.getEvaluator().equals("toxicity") ? 0.5 : 1;
                assertThat(evaluation.getSamplingProbability()).isEqualTo(rate * share);
              });
      assertThat(monitor.evaluations())
          .filteredOn(evaluation -> evaluation.getEvaluator().equals("faithfulness"))
          .extracting(Evaluation::getTraceId)
          .contains("t-1", "t-3", "t-39");
    }
  }

  @Test
  void attributesAndModels_canBeMatched() {
    String config =
        """
        apps:
          - id: docs-bot
            sampling:
              - { when: { model: m-1, attributes.tier: gold }, rate: 1 }
              - { rate: 0 }
            evaluators: [ toxicity ]
        """;
    ChatEvent gold =
        ChatEvent.newBuilder(Turns.event("t-gold", 0))
            .setModel("m-1")
            .setAttributes(Map.of("tier", "gold"))
            .build();
    try (StageHarness monitor = StageHarness.of(config)) {
      monitor
          .send(gold)
          .send(ChatEvent.newBuilder(gold).setTraceId("t-other").setModel("m-2").build())
          .send(Turns.event("t-bare", 0))
          .settle();

      assertThat(monitor.evaluations())
          .extracting(Evaluation::getTraceId)
          .containsExactly("t-gold");
    }
  }

  @Test
  void upstreamSampling_multipliesIn() {
    try (StageHarness monitor =
        StageHarness.of("apps: [ { id: docs-bot, evaluators: [ toxicity ] } ]\n")) {
      monitor
          .send(ChatEvent.newBuilder(Turns.event("t-1", 0)).setSamplingProbability(0.1).build())
          .settle();

      assertThat(monitor.evaluations())
          .extracting(Evaluation::getSamplingProbability)
          .containsExactly(0.1);
    }
  }

  @Test
  void budget_lowersTheProbabilityThatIsRecorded() {
    try (StageHarness monitor =
        StageHarness.of(
            """
            apps: [ { id: docs-bot, evaluators: [ toxicity ], budget: { judgements_per_minute: 60 } } ]
            """)) {
      for (int i = 0; i < 600; i++) {
        monitor.send(Turns.event("t-" + i, 0)).after(Duration.ofMillis(100));
      }

      // 10 a second come, 1 a second may be judged.
      assertThat(monitor.evaluations())
          .hasSizeBetween(50, 150)
          .allSatisfy(
              evaluation ->
                  assertThat(evaluation.getSamplingProbability())
                      .isGreaterThan(0)
                      .isLessThanOrEqualTo(1));
      assertThat(weights(monitor)).as("estimate of the 600 events").isBetween(400.0, 800.0);
    }
  }

  @Test
  void judgeThatCannotKeepUp_lowersTheProbability_beforeAnythingIsShed() {
    try (StageHarness monitor =
        StageHarness.of(
            """
            apps: [ { id: docs-bot, evaluators: [ toxicity ] } ]
            judging: { max_pending: 100, max_age: 24h }
            """)) {
      monitor.judge().answers("toxicity", "", PAUSE);
      for (int i = 0; i < 3_000; i++) {
        monitor.send(Turns.event("t-" + i, 0)).passWithoutSettling(Duration.ofMillis(300));
      }

      assertThat(monitor.funnel("toxicity", "shed")).isZero();
      assertThat(monitor.boards().judging().pending()).isBetween(50, 90);
      assertThat(monitor.funnel("chat_event", "unsampled")).isGreaterThan(2_000);
      monitor.judge().forget();
    }
  }

  /// What the weights say of how many events there were (Horvitz and Thompson).
  private static double weights(StageHarness monitor) {
    return monitor.evaluations().stream()
        .mapToDouble(evaluation -> 1 / evaluation.getSamplingProbability())
        .sum();
  }
}
