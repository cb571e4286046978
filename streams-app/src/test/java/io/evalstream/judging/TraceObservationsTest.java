package io.evalstream.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.app.StageHarness;
import io.evalstream.app.Turns;
import io.evalstream.async.CallResult;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import io.evalstream.judgement.ObservationKind;
import io.evalstream.state.Excerpt;
import io.evalstream.state.Observation;
import io.evalstream.state.Ranking;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What rates and alerts are told of whole traces, and with which weight.
class TraceObservationsTest {

  private static final String RAG =
      "apps: [ { id: docs-bot, evaluators: [ faithfulness, document_relevance ] } ]\n";
  private static final String SIMPLE = "apps: [ { id: docs-bot, evaluators: [ toxicity ] } ]\n";
  private static final String SHARES =
      """
      apps:
        - id: docs-bot
          sampling: [ { rate: 0.8 } ]
          evaluators: [ toxicity, { id: refusal, sampling: 0.5 }, gold ]
      evaluators:
        - { id: gold, question: "Q?", labels: { y: pass, n: fail }, when: { model: m-1 }, rate: 0.25 }
      """;

  @Test
  void evaluation_isObservedAsItIs() {
    try (StageHarness monitor = StageHarness.of(SIMPLE)) {
      monitor.judge().says("toxicity", "toxic");
      monitor.send(Turns.event("t-1", 0)).settle();

      assertThat(monitor.observations(ObservationKind.EVALUATION))
          .extracting(
              Observation::getTraceId,
              Observation::getEvaluator,
              Observation::getLabel,
              Observation::getFailing,
              Observation::getExcerpt)
          .containsExactly(tuple("t-1", "toxicity", "toxic", true, null));
    }
  }

  @Test
  void diagnosis_isObservedOnceWithTheLastEvaluation() {
    try (StageHarness monitor = StageHarness.of(RAG)) {
      monitor.judge().says("faithfulness", "unfaithful");
      monitor
          .send(Turns.span("t-1", "s-1", "doc-1", "doc-2"))
          .send(
              ChatEvent.newBuilder(Turns.event("t-1", 1))
                  .setModel("m-1")
                  .setPromptVersion("v7")
                  .setAttributes(Map.of("region", "eu"))
                  .setSamplingProbability(0.5)
                  .build())
          .settle();

      assertThat(monitor.observations(ObservationKind.DIAGNOSIS))
          .singleElement()
          .satisfies(
              seen -> {
                assertThat(seen.getEvaluator()).isEqualTo("diagnosis");
                assertThat(seen.getLabel()).isEqualTo("ungrounded");
                assertThat(seen.getFailing()).isTrue();
                assertThat(seen.getOutcome()).isEqualTo("judged");
                assertThat(seen.getSamplingProbability()).isEqualTo(0.5);
                assertThat(seen.getModel()).isEqualTo("m-1");
                assertThat(seen.getPromptVersion()).isEqualTo("v7");
                assertThat(seen.getAttributes()).isEqualTo(Map.of("region", "eu"));
                assertThat(seen.getOccurredAt()).isEqualTo(Turns.NOON);
              });
    }
  }

  @Test
  void unknownDiagnosis_isNotEvaluable() {
    try (StageHarness monitor = StageHarness.of(RAG)) {
      monitor.send(Turns.event("t-1", 0)).settle();

      assertThat(monitor.observations(ObservationKind.DIAGNOSIS))
          .extracting(Observation::getOutcome, Observation::getLabel, Observation::getFailing)
          .containsExactly(tuple("not_evaluable", null, null));
    }
  }

  @Test
  void failureThatSaysNothingOfTheSteps_isStillAFailure() {
    try (StageHarness monitor =
        StageHarness.of("apps: [ { id: docs-bot, evaluators: [ refusal, toxicity ] } ]\n")) {
      monitor.judge().says("refusal", "refusal");
      monitor.send(Turns.event("t-1", 0)).settle();

      assertThat(monitor.observations(ObservationKind.DIAGNOSIS))
          .extracting(Observation::getOutcome, Observation::getLabel, Observation::getFailing)
          .containsExactly(tuple("judged", "unknown", true));
    }
  }

  @Test
  void missingLabel_leavesNoDiagnosisUnlessAnotherFailed() {
    try (StageHarness monitor =
        StageHarness.of("apps: [ { id: docs-bot, evaluators: [ refusal, toxicity ] } ]\n")) {
      monitor
          .judge()
          .answers(
              "refusal",
              "",
              new CallResult.Answered<>(
                  new JudgeReply.Unlabelled(Outcome.TRUNCATED, "no end", Usage.NONE)));
      monitor.send(Turns.event("t-1", 0)).settle();
      monitor.judge().says("toxicity", "toxic");
      monitor.send(Turns.event("t-2", 0)).settle();

      assertThat(monitor.observations(ObservationKind.DIAGNOSIS))
          .extracting(Observation::getOutcome, Observation::getLabel, Observation::getFailing)
          .containsExactly(tuple("truncated", null, null), tuple("judged", "unsafe", true));
    }
  }

  /// Of model m-1 an evaluator more looks at the traces, with p = 0.8 x 0.25; of others the least p
  /// is 0.8 x 0.5. What the weights say of the traffic must be the traffic.
  @Test
  void traceWithAPartOfItsEvaluators_hasADiagnosisAndIsNoObservation() {
    int turns = 2_000;
    try (StageHarness monitor = StageHarness.of(SHARES)) {
      for (int i = 0; i < turns; i++) {
        monitor.send(
            ChatEvent.newBuilder(Turns.event("t-" + i, 0)).setModel("m-" + (1 + i % 2)).build());
      }
      monitor.settle();

      List<Observation> seen = monitor.observations(ObservationKind.DIAGNOSIS);

      Set<String> traces = new HashSet<>(seen.stream().map(Observation::getTraceId).toList());
      assertThat(traces).hasSameSizeAs(seen).isEqualTo(wholeTraces(monitor));
      assertThat(monitor.judgedTraces()).hasSizeGreaterThan(2 * seen.size());
      assertThat(seen)
          .allSatisfy(
              one ->
                  assertThat(one.getSamplingProbability())
                      .isEqualTo(one.getModel().equals("m-1") ? 0.2 : 0.4));
      // Each half has the variance 1000 (1 - p) / p: together sqrt(4000 + 1500) = 74.
      assertThat(seen.stream().mapToDouble(one -> 1 / one.getSamplingProbability()).sum())
          .isCloseTo(turns, within(3 * 74.0));
    }
  }

  /// Traces that every evaluator looked at that looks at such traces.
  private static Set<String> wholeTraces(StageHarness monitor) {
    Set<String> whole = new HashSet<>();
    monitor
        .judgedTraces()
        .forEach(
            judged -> {
              int all = judged.getEvent().getModel().equals("m-1") ? 3 : 2;
              if (judged.getEvaluations().size() == all) {
                whole.add(judged.getTraceId());
              }
            });
    return whole;
  }

  @Test
  void retrievals_areRankedByTheLabelsOfTheirDocuments() {
    try (StageHarness monitor = StageHarness.of(RAG)) {
      monitor
          .judge()
          .says("document_relevance", "text of doc-1", "irrelevant")
          .answers(
              "document_relevance",
              "text of doc-4",
              new CallResult.Answered<>(
                  new JudgeReply.Unlabelled(Outcome.REFUSED, "no", Usage.NONE)));
      monitor
          .send(Turns.span("t-1", "s-1", "doc-1", "doc-2"))
          .send(Turns.span("t-1", "s-2"))
          .send(Turns.span("t-1", "s-3", "doc-2", "doc-4", "doc-1"))
          .send(Turns.event("t-1", 3))
          .settle();

      assertThat(monitor.observations(ObservationKind.RETRIEVAL))
          .singleElement()
          .satisfies(
              seen -> {
                assertThat(seen.getEvaluator()).isEqualTo("document_relevance");
                assertThat(seen.getJudge()).isEqualTo("default");
                assertThat(seen.getLabel()).isNull();
                assertThat(seen.getFailing()).isNull();
                assertThat(seen.getRankings())
                    .containsExactly(
                        new Ranking(List.of(false, true), 2),
                        new Ranking(List.of(), 0),
                        new Ranking(List.of(true), 3));
              });
    }
  }

  /// There is nothing to judge, and that is just what has to be counted.
  @Test
  void retrievalThatFoundNothing_isObservedWithoutAnyJudgement() {
    String yaml = "apps: [ { id: docs-bot, evaluators: [ document_relevance ] } ]\n";
    try (StageHarness monitor = StageHarness.of(yaml)) {
      monitor.send(Turns.span("t-1", "s-1")).send(Turns.event("t-1", 1)).settle();
      monitor.send(Turns.event("t-2", 0)).settle();

      assertThat(monitor.evaluations()).isEmpty();
      assertThat(monitor.observations(ObservationKind.RETRIEVAL))
          .extracting(Observation::getTraceId, Observation::getRankings)
          .containsExactly(tuple("t-1", List.of(new Ranking(List.of(), 0))));
      assertThat(monitor.observations(ObservationKind.DIAGNOSIS)).hasSize(2);
    }
  }

  /// A retrieval needs the labels of one evaluator, whatever the others were sampled for.
  @Test
  void retrieval_hasTheProbabilityOfItsEvaluator() {
    String yaml =
        """
        apps:
          - id: docs-bot
            evaluators: [ { id: faithfulness, sampling: 0.1 }, { id: document_relevance, sampling: 0.5 } ]
        """;
    try (StageHarness monitor = StageHarness.of(yaml)) {
      for (int i = 0; i < 60; i++) {
        monitor.send(Turns.span("t-" + i, "s-1", "doc-1")).send(Turns.event("t-" + i, 1));
      }
      monitor.settle();

      Set<String> judged = new HashSet<>();
      monitor.evaluations().stream()
          .filter(one -> one.getEvaluator().equals("document_relevance"))
          .map(Evaluation::getTraceId)
          .forEach(judged::add);
      assertThat(monitor.observations(ObservationKind.RETRIEVAL))
          .allMatch(seen -> seen.getSamplingProbability() == 0.5)
          .extracting(Observation::getTraceId)
          .containsExactlyInAnyOrderElementsOf(judged);
    }
  }

  @Test
  void failingLabel_comesWithTheBeginningsOfItsTextsWhereThatIsAskedFor() {
    String smiles = "\uD83D\uDE42".repeat(200);
    try (StageHarness monitor = StageHarness.of(SIMPLE + "alerting: { include_content: true }\n")) {
      monitor
          .judge()
          .answers(
              "toxicity",
              "x" + smiles,
              new CallResult.Answered<>(new JudgeReply.Labelled("toxic", "e" + smiles, Usage.NONE)))
          .says("toxicity", "non_toxic");
      monitor
          .send(Turns.event("t-1", 0))
          .send(ChatEvent.newBuilder(Turns.event("t-2", 0)).setResponse("x" + smiles).build())
          .after(Duration.ofSeconds(1));

      assertThat(monitor.observations())
          .filteredOn(seen -> seen.getTraceId().equals("t-1"))
          .extracting(Observation::getExcerpt)
          .containsOnlyNulls();
      // 199 characters of 200, and 299 of 300: the next one is the second half of a smile.
      String response = "x" + smiles.substring(0, 198);
      assertThat(monitor.observations())
          .filteredOn(seen -> seen.getTraceId().equals("t-2"))
          .extracting(Observation::getKind, Observation::getExcerpt)
          .containsExactlyInAnyOrder(
              tuple(
                  ObservationKind.EVALUATION,
                  new Excerpt("When do you open?", response, "e" + smiles.substring(0, 298))),
              tuple(ObservationKind.DIAGNOSIS, new Excerpt("When do you open?", response, null)));
    }
  }
}
