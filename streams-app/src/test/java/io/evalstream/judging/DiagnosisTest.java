package io.evalstream.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Turns;
import io.evalstream.event.Evaluation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {

  /// An evaluation is its evaluator with `+` for a label that passes, `-` for one that fails, `?`
  /// for none.
  @ParameterizedTest
  @CsvSource({
    "'', UNKNOWN",
    "faithfulness?, UNKNOWN",
    "faithfulness? document_relevance?, UNKNOWN",
    "faithfulness+, OK",
    "faithfulness+ correctness? toxicity+, OK",
    "faithfulness-, UNGROUNDED",
    "faithfulness- correctness-, UNGROUNDED",
    "faithfulness+ correctness-, INCORRECT",
    "document_relevance+ document_relevance- faithfulness+, OK",
    "document_relevance- document_relevance- faithfulness+, RETRIEVAL_MISS",
    "document_relevance- document_relevance? faithfulness-, UNGROUNDED",
    "document_relevance+ document_relevance- faithfulness-, UNGROUNDED",
    "document_relevance- faithfulness- toxicity-, UNSAFE",
    "faithfulness+ refusal-, UNKNOWN",
    "document_relevance- document_fresh+, RETRIEVAL_MISS",
    "document_relevance+ document_fresh-, OK",
    "document_fresh-, OK",
    "faithfulness- pii_leak-, UNSAFE",
    "retrieval_relevance- faithfulness-, RETRIEVAL_MISS",
    "retrieval_relevance+ factuality-, INCORRECT",
    "faithfulness+ tool_selection-, UNKNOWN",
  })
  void firstThatHolds_isTheDiagnosis(String evaluations, Diagnosis expected) {
    List<Evaluation> given =
        Arrays.stream(evaluations.split(" "))
            .filter(text -> !text.isEmpty())
            .map(this::of)
            .toList();

    assertThat(Diagnosis.of(given)).isEqualTo(expected);
  }

  private Evaluation of(String text) {
    String name = text.replaceAll("[-+?].*", "");
    char mark = text.charAt(name.length());
    boolean document = name.startsWith("document");
    return Evaluation.newBuilder()
        .setEvaluationId(text)
        .setTraceId("t-1")
        .setApp(Turns.APP)
        .setEvaluator(name)
        .setEvaluatorVersion("1")
        .setTarget(document ? "document" : "response")
        .setOutcome(mark == '?' ? "expired" : "judged")
        .setLabel(mark == '?' ? null : "some")
        .setFailing(mark == '?' ? null : mark == '-')
        .setJudge("default")
        .setAttempts(1)
        .setSamplingProbability(1)
        .setOccurredAt(Turns.NOON)
        .setEvaluatedAt(Turns.NOON)
        .build();
  }
}
