package io.evalstream.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.app.StageHarness;
import io.evalstream.app.Turns;
import io.evalstream.async.CallResult;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.Message;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import io.evalstream.metric.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgingTopologyTest {

  private static final String RAG =
      "apps: [ { id: docs-bot, evaluators: [ faithfulness, document_relevance ] } ]\n";
  private static final String SIMPLE = "apps: [ { id: docs-bot, evaluators: [ toxicity ] } ]\n";
  private static final String EACH_TARGET =
      """
      apps: [ { id: docs-bot, evaluators: [ a_response, a_document, a_retrieval, a_conversation ] } ]
      evaluators:
        - { id: a_response, target: response, question: "Q?", labels: { yes: pass, no: fail } }
        - { id: a_document, target: document, question: "Q?", labels: { yes: pass, no: fail } }
        - { id: a_retrieval, target: retrieval, question: "Q?", labels: { yes: pass, no: fail } }
        - { id: a_conversation, target: conversation, question: "Q?", labels: { yes: pass, no: fail } }
      """;

  @Test
  void eachTarget_hasOneEvaluationPerDocumentOrTrace() {
    try (StageHarness monitor = StageHarness.of(EACH_TARGET)) {
      monitor
          .send(Turns.span("t-1", "s-1", "doc-1", "doc-2"))
          .send(Turns.span("t-1", "s-2", "doc-3"))
          .send(
              ChatEvent.newBuilder(Turns.event("t-1", 2))
                  .setHistory(List.of(new Message("user", "Hello")))
                  .build())
          .settle();

      assertThat(monitor.evaluations())
          .extracting(Evaluation::getTarget, Evaluation::getDocumentId, Evaluation::getOutcome)
          .containsExactlyInAnyOrder(
              tuple("response", null, "judged"),
              tuple("document", "doc-1", "judged"),
              tuple("document", "doc-2", "judged"),
              tuple("document", "doc-3", "judged"),
              tuple("retrieval", null, "judged"),
              tuple("conversation", null, "judged"));
    }
  }

  @Test
  void documentThatWasRetrievedTwice_isJudgedOnceAtItsFirstRank() {
    try (StageHarness monitor = StageHarness.of(RAG)) {
      monitor
          .send(Turns.span("t-1", "s-1", "doc-1", "doc-2"))
          .send(Turns.span("t-1", "s-2", "doc-2", "doc-3"))
          .send(Turns.event("t-1", 2))
          .settle();

      assertThat(monitor.evaluations())
          .filteredOn(evaluation -> evaluation.getEvaluator().equals("document_relevance"))
          .extracting(Evaluation::getDocumentId, Evaluation::getDocumentRank)
          .containsExactlyInAnyOrder(tuple("doc-1", 1), tuple("doc-2", 2), tuple("doc-3", 2));
    }
  }

  @Test
  void sameDocumentInTwoTraces_isJudgedInEach() {
    try (StageHarness monitor = StageHarness.of(RAG)) {
      for (String trace : List.of("t-1", "t-2")) {
        monitor.send(Turns.event(trace, 1)).send(Turns.span(trace, "s-1", "doc-1")).settle();
      }

      assertThat(monitor.evaluations()).hasSize(4);
    }
  }

  @Test
  void judge_seesTheTextOfTheDocumentItJudges() {
    try (StageHarness monitor = StageHarness.of(RAG)) {
      monitor
          .judge()
          .says("document_relevance", "text of doc-1", "irrelevant")
          .says("faithfulness", "unfaithful");
      monitor.send(Turns.event("t-1", 1)).send(Turns.span("t-1", "s-1", "doc-1", "doc-2")).settle();

      assertThat(monitor.evaluations())
          .extracting(Evaluation::getDocumentId, Evaluation::getLabel, Evaluation::getFailing)
          .containsExactlyInAnyOrder(
              tuple("doc-1", "irrelevant", true),
              tuple("doc-2", "relevant", false),
              tuple(null, "unfaithful", true));
      assertThat(monitor.judge().asked())
          .filteredOn(request -> request.evaluator().equals("document_relevance"))
          .extracting(JudgeRequest::fields)
          .extracting(fields -> fields.get("document"))
          .containsExactlyInAnyOrder("text of doc-1", "text of doc-2");
    }
  }

  @Test
  void missingField_isNotEvaluable() {
    try (StageHarness monitor = StageHarness.of(RAG)) {
      monitor.send(Turns.event("t-1", 0)).settle();

      assertThat(monitor.evaluations())
          .singleElement()
          .satisfies(
              evaluation -> {
                assertThat(evaluation.getOutcome()).isEqualTo("not_evaluable");
                assertThat(evaluation.getExplanation()).isEqualTo("missing: documents");
                assertThat(evaluation.getFailing()).isNull();
                assertThat(evaluation.getAttempts()).isZero();
              });
      assertThat(monitor.judge().asked()).isEmpty();
    }
  }

  @Test
  void traceWithNothingToJudge_goesOutUnjudged() {
    try (StageHarness monitor =
        StageHarness.of("apps: [ { id: docs-bot, evaluators: [ document_relevance ] } ]\n")) {
      monitor.send(Turns.event("t-1", 0)).settle();

      assertThat(monitor.judgedTraces())
          .extracting(JudgedTrace::getDiagnosis)
          .containsExactly("unknown");
      assertThat(monitor.counted(Metric.DIAGNOSIS)).isEqualTo(1);
    }
  }

  @Test
  void judgedTrace_goesOutOnceWithAllItsEvaluations() {
    try (StageHarness monitor = StageHarness.of(RAG)) {
      monitor.judge().says("faithfulness", "unfaithful");
      monitor.send(Turns.event("t-1", 1)).send(Turns.span("t-1", "s-1", "doc-1", "doc-2")).settle();

      assertThat(monitor.judgedTraces())
          .singleElement()
          .satisfies(
              judged -> {
                assertThat(judged.getDiagnosis()).isEqualTo("ungrounded");
                assertThat(judged.getEvent()).isEqualTo(Turns.event("t-1", 1));
                assertThat(judged.getEvaluations())
                    .containsExactlyInAnyOrderElementsOf(monitor.evaluations());
              });
      assertThat(monitor.counted(Metric.DIAGNOSIS)).isEqualTo(1);
    }
  }

  @Test
  void judgedTrace_waitsForItsLastEvaluation() {
    try (StageHarness monitor = StageHarness.of(RAG)) {
      monitor
          .judge()
          .answers(
              "faithfulness",
              "",
              new CallResult.Retry<>("busy", "come back", Duration.ofMinutes(1), false));
      monitor.send(Turns.event("t-1", 1)).send(Turns.span("t-1", "s-1", "doc-1")).settle();
      assertThat(monitor.evaluations()).hasSize(1);
      assertThat(monitor.judgedTraces()).isEmpty();

      monitor.after(Duration.ofMinutes(16));

      assertThat(monitor.judgedTraces())
          .singleElement()
          .satisfies(judged -> assertThat(judged.getEvaluations()).hasSize(2));
    }
  }

  @Test
  void judgeThatKeepsFailing_isAProviderError() {
    try (StageHarness monitor = StageHarness.of(SIMPLE)) {
      monitor
          .judge()
          .answers("toxicity", "", new CallResult.Retry<>("http_503", "down", null, false));
      monitor.send(Turns.event("t-1", 0)).after(Duration.ofMinutes(5), Duration.ofSeconds(30));

      assertThat(monitor.evaluations())
          .extracting(Evaluation::getOutcome, Evaluation::getAttempts)
          .containsExactly(tuple("provider_error", 5));
    }
  }

  @Test
  void judgementThatIsTooOld_expires() {
    try (StageHarness monitor = StageHarness.of(SIMPLE + "judging: { max_age: 1m }\n")) {
      monitor
          .judge()
          .answers(
              "toxicity",
              "",
              new CallResult.Pause<>("quota", "nothing left", Duration.ofMinutes(10)));
      monitor.send(Turns.event("t-1", 0)).after(Duration.ofMinutes(1));

      assertThat(monitor.evaluations())
          .extracting(Evaluation::getOutcome)
          .containsExactly("expired");
    }
  }

  @Test
  void tooManyWaitingJudgements_areShed() {
    try (StageHarness monitor = StageHarness.of(RAG + "judging: { max_pending: 2 }\n")) {
      CallResult<JudgeReply> busy =
          new CallResult.Retry<>("busy", "come back", Duration.ofMinutes(1), false);
      monitor.judge().answers("faithfulness", "", busy).answers("document_relevance", "", busy);
      String[] documents = IntStream.range(0, 10).mapToObj(i -> "doc-" + i).toArray(String[]::new);
      monitor.send(Turns.event("t-1", 1)).send(Turns.span("t-1", "s-1", documents)).settle();

      assertThat(monitor.funnel("document_relevance", "shed")).isEqualTo(9);
      assertThat(monitor.funnel("document_relevance", "requested")).isEqualTo(10);
    }
  }

  @Test
  void dayThatIsSpent_endsJudgementsWithoutACall() {
    try (StageHarness monitor =
        StageHarness.of(
            """
            apps: [ { id: docs-bot, evaluators: [ toxicity ], budget: { usd_per_day: 0.5 } } ]
            """)) {
      monitor
          .judge()
          .answers(
              "toxicity",
              "",
              new CallResult.Answered<>(
                  new JudgeReply.Labelled("non_toxic", "fine", new Usage("m", 10, 2, 0.5))));
      monitor.send(Turns.event("t-1", 0)).settle().send(Turns.event("t-2", 0)).settle();

      assertThat(monitor.evaluations())
          .extracting(Evaluation::getOutcome, Evaluation::getAttempts)
          .containsExactly(tuple("judged", 1), tuple("over_budget", 0));

      monitor.after(Duration.ofDays(1)).send(Turns.event("t-3", 0)).settle();

      assertThat(monitor.funnel("toxicity", "judged")).isEqualTo(2);
    }
  }

  @Test
  void replyWithoutLabel_keepsItsOutcome() {
    try (StageHarness monitor = StageHarness.of(SIMPLE)) {
      monitor
          .judge()
          .answers(
              "toxicity",
              "",
              new CallResult.Answered<>(
                  new JudgeReply.Unlabelled(
                      Outcome.REFUSED, "I will not", new Usage("m-9", 10, 2, 0.5))));
      monitor.send(Turns.event("t-1", 0)).settle();

      assertThat(monitor.evaluations())
          .singleElement()
          .satisfies(
              evaluation -> {
                assertThat(evaluation.getOutcome()).isEqualTo("refused");
                assertThat(evaluation.getLabel()).isNull();
                assertThat(evaluation.getJudgeModel()).isEqualTo("m-9");
                assertThat(evaluation.getInputTokens()).isEqualTo(10);
                assertThat(evaluation.getCostUsd()).isEqualTo(0.5);
              });
      assertThat(monitor.counted(Metric.JUDGE_TOKENS)).isEqualTo(12);
    }
  }

  @Test
  void manyDocumentsWithMuchToSay_stillFitATopic() {
    String[] documents = IntStream.range(0, 200).mapToObj(i -> "doc-" + i).toArray(String[]::new);
    try (StageHarness monitor = StageHarness.of(RAG)) {
      monitor
          .send(Turns.span("t-1", "s-1", documents))
          .send(
              ChatEvent.newBuilder(Turns.event("t-1", 1))
                  .setAttributes(Map.of("note", "n".repeat(10_000)))
                  .build())
          .settle();

      assertThat(monitor.evaluations()).hasSize(201);
      assertThat(monitor.judgedTraces())
          .singleElement()
          .satisfies(
              judged -> {
                assertThat(judged.getDiagnosis()).isEqualTo("ok");
                assertThat(judged.getEvaluations())
                    .hasSize(201)
                    .allMatch(evaluation -> evaluation.getAttributes().isEmpty());
              });
    }
  }
}
