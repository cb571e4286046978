package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.event.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisLineTest {

  @Test
  void ungrounded_tellsOfRelevantDocumentsOnlyWhenTheyWereJudged() {
    assertThat(said("ungrounded", failing("faithfulness")))
        .isEqualTo("The answer says what the retrieved documents do not");
    assertThat(said("ungrounded", failing("faithfulness"), passing("document_relevance")))
        .startsWith("Relevant documents were there, but");
    assertThat(said("ungrounded", failing("faithfulness"), failing("document_relevance")))
        .isEqualTo("The answer says what the retrieved documents do not");
  }

  @Test
  void unsafe_tellsOfWhat() {
    assertThat(said("unsafe", failing("toxicity"))).isEqualTo("The answer is toxic");
    assertThat(said("unsafe", failing("pii_leak"), passing("toxicity")))
        .isEqualTo("The answer gives personal data away");
    assertThat(said("unsafe", failing("pii_leak"), failing("toxicity")))
        .isEqualTo("The answer is toxic and gives personal data away");
  }

  @Test
  void unknown_tellsWhy() {
    assertThat(said("unknown")).isEqualTo("Nothing was judged");
    assertThat(said("unknown", unlabelled(), unlabelled()))
        .isEqualTo("None of 2 judgements ended with a label");
    assertThat(said("unknown", failing("conciseness"), passing("toxicity")))
        .isEqualTo("conciseness says bad, which says nothing of the steps");
  }

  @Test
  void ok_tellsOfWhatHasNoLabel() {
    assertThat(said("ok", passing("toxicity"))).isEqualTo("Nothing that was judged failed");
    assertThat(said("ok", passing("toxicity"), unlabelled()))
        .isEqualTo("Nothing that was judged failed; 1 of 2 judgements ended without a label");
  }

  @Test
  void diagnosisOfAnotherVersion_isShownAsItIs() {
    DiagnosisLine line =
        DiagnosisLine.of(
            Stories.trace(
                Stories.event("t"), List.of(), List.of(failing("toxicity")), "over_long"));

    assertThat(line)
        .isEqualTo(new DiagnosisLine(new Badge("over long", "fail"), "Failing: toxicity says bad"));
  }

  private static String said(String diagnosis, Evaluation... evaluations) {
    return DiagnosisLine.of(
            Stories.trace(Stories.event("t"), List.of(), List.of(evaluations), diagnosis))
        .said();
  }

  private static Evaluation failing(String evaluator) {
    return Stories.evaluation(evaluator, "response", "bad", true).build();
  }

  private static Evaluation passing(String evaluator) {
    return Stories.evaluation(evaluator, "response", "good", false).build();
  }

  private static Evaluation unlabelled() {
    return Stories.evaluation("correctness", "response", null, null).setOutcome("shed").build();
  }
}
