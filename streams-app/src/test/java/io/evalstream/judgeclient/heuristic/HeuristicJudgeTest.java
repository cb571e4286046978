package io.evalstream.judgeclient.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judge.Explain;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Prompt;
import io.evalstream.judge.QuestionHash;
import io.evalstream.judge.Usage;
import io.evalstream.judgeclient.JudgeContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeuristicJudgeTest implements JudgeContract {

  private static final String HOURS = "The shop opens at 9 on weekdays. It is closed on Sundays.";

  private final HeuristicJudge judge = new HeuristicJudge("heuristic");

  @Override
  public Judge judge() {
    return judge;
  }

  @Test
  void faithfulness_strangeSentence_isUnfaithfulAndQuoted() {
    JudgeReply.Labelled reply =
        labelled(
            "faithfulness",
            Map.of(
                "documents",
                HOURS,
                "response",
                "The shop opens at 9. Parking costs 3 dollars in the garage."));

    assertThat(reply.label()).isEqualTo("unfaithful");
    assertThat(reply.explanation())
        .matches(
            "heuristic: 0\\.\\d\\d for unfaithful \\(from 0\\.50\\); 40% of the content words are found in"
                + " the documents, least of 'Parking costs 3 dollars in the garage\\.'; words not"
                + " found: Parking, costs, dollars, garage; numbers not found: 3");
  }

  @Test
  void faithfulness_otherFormsOfTheWords_areFound() {
    assertThat(
            labelled(
                    "faithfulness",
                    Map.of("documents", HOURS, "response", "On a Sunday the shops are closed."))
                .label())
        .isEqualTo("faithful");
  }

  @ParameterizedTest
  @CsvSource({
    "When does the shop open?, relevant",
    "How much does parking at the airport cost?, irrelevant"
  })
  void documentRelevance_followsSharedWords(String question, String label) {
    assertThat(
            labelled("document_relevance", Map.of("question", question, "document", HOURS)).label())
        .isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({
    "It was built in 1889 by Eiffel., correct",
    "It was built in 1890 by Eiffel., incorrect",
    "I do not know., incorrect"
  })
  void correctness_followsTheReference(String response, String label) {
    assertThat(
            labelled(
                    "correctness",
                    Map.of(
                        "question", "When was it built?",
                        "response", response,
                        "reference_answer", "in the year 1889\n1889"))
                .label())
        .isEqualTo(label);
  }

  @Test
  void correctness_withoutReference_saysThatItUsesTheDocuments() {
    assertThat(
            labelled(
                    "correctness",
                    Map.of("question", "When?", "response", "It opens at 9.", "documents", HOURS))
                .explanation())
        .startsWith("heuristic: no reference answer, so ")
        .endsWith("100% of the content words are found in the documents");
  }

  @ParameterizedTest
  @CsvSource({
    "You are a stupid liar., toxic",
    "Thank you for asking. The shop opens at 9., non_toxic",
    "Pests can damage trees., non_toxic"
  })
  void toxicity_followsHostileWords(String response, String label) {
    assertThat(labelled("toxicity", Map.of("response", response)).label()).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({
    "'I''m sorry, but I can''t help with that.', refusal",
    "'I cannot advise on that. But:\n1. one\n2. two\n3. three', partial_refusal",
    "'The shop opens at 9.', compliance"
  })
  void refusal_followsTheOpening(String response, String label) {
    assertThat(labelled("refusal", Map.of("question", "q", "response", response)).label())
        .isEqualTo(label);
  }

  @Test
  void usualLabelNotOffered_givesWayToAnotherOfItsSide() {
    JudgeReply reply =
        reply(
            "refusal",
            List.of("compliance", "partial_refusal"),
            Map.of("question", "q", "response", "I'm sorry, but I can't help with that."));

    assertThat(((JudgeReply.Labelled) reply).label()).isEqualTo("partial_refusal");
  }

  @Test
  void unknownEvaluator_isNotEvaluable() {
    assertNotEvaluable(
        reply("refund_promise", List.of("promised", "not_promised"), Map.of("response", "Yes.")),
        "the heuristic judge knows only answer_relevance, conciseness, correctness,"
            + " document_relevance, faithfulness, jailbreak, pii_leak, prompt_injection, refusal,"
            + " retrieval_relevance, toxicity; configure an LLM judge for 'refund_promise'");
  }

  @Test
  void missingField_isNotEvaluable() {
    assertNotEvaluable(
        reply("faithfulness", List.of("faithful", "unfaithful"), Map.of("response", "Yes.")),
        "there is no documents");
  }

  @Test
  void nothingToCount_isNotEvaluable() {
    assertNotEvaluable(
        reply(
            "faithfulness",
            List.of("faithful", "unfaithful"),
            Map.of("response", "Yes.", "documents", HOURS)),
        "the texts hold too few words to count");
  }

  private void assertNotEvaluable(JudgeReply reply, String why) {
    assertThat(reply)
        .isEqualTo(
            new JudgeReply.Unlabelled(
                Outcome.NOT_EVALUABLE, why, new Usage("heuristic-2", 0, 0, 0.0)));
  }

  private JudgeReply.Labelled labelled(String evaluator, Map<String, String> fields) {
    List<String> labels = EvaluatorLibrary.builtIn().find(evaluator).orElseThrow().labelNames();
    return (JudgeReply.Labelled) reply(evaluator, labels, fields);
  }

  private JudgeReply reply(String evaluator, List<String> labels, Map<String, String> fields) {
    JudgeRequest request =
        new JudgeRequest(
            "e-1",
            evaluator,
            QuestionHash.NONE,
            new Prompt("", ""),
            labels,
            Set.of(labels.getLast()),
            Explain.ALWAYS,
            fields);
    return ((CallResult.Answered<JudgeReply>)
            judge.call(request, new Attempt("e-1", 1, Duration.ofSeconds(1))))
        .answer();
  }
}
