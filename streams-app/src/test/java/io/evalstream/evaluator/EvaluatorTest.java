package io.evalstream.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  private static final EvaluatorLibrary LIBRARY = EvaluatorLibrary.builtIn();
  private static final Evaluator FAITHFULNESS = LIBRARY.find("faithfulness").orElseThrow();
  private static final Evaluator CORRECTNESS = LIBRARY.find("correctness").orElseThrow();

  /// Evaluations in topics carry these. A changed definition changes its version, and only its.
  @Test
  void version_ofBuiltIn_isPinned() {
    assertThat(LIBRARY.all())
        .extracting(Evaluator::id, Evaluator::version)
        .containsExactly(
            tuple("faithfulness", "a80f0d6e8571"),
            tuple("document_relevance", "8e292f49438d"),
            tuple("correctness", "b0ac05d69a2f"),
            tuple("toxicity", "ec9106a275b2"),
            tuple("refusal", "85a27a08cc44"),
            tuple("factuality", "7dec5fe7831f"),
            tuple("answer_relevance", "c1a3ff9a6c1e"),
            tuple("retrieval_relevance", "3a0773445a1b"),
            tuple("summarization", "72952784b40a"),
            tuple("conciseness", "53b34ed36f24"),
            tuple("reference_link", "af8921e4cbe9"),
            tuple("off_topic", "a8fde73de344"),
            tuple("unauthorized_commitment", "8c57d28e6bc8"),
            tuple("brand_negativity", "c61cebe7cf18"),
            tuple("pii_leak", "0e7b6bb9ddba"),
            tuple("jailbreak", "63ed01a5c74e"),
            tuple("prompt_injection", "36352e8c7c26"),
            tuple("user_frustration", "13f2a353951c"),
            tuple("tool_selection", "18148bc31dca"),
            tuple("tool_invocation", "6a9de3f4890c"),
            tuple("tool_response_handling", "991cf2f43a35"),
            tuple("exact_match", "628f64195d30"),
            tuple("json_valid", "71dd132770f8"),
            tuple("contains_citation", "ec0f1a3e6fef"));
  }

  @Test
  void version_otherQuestion_differs() {
    Rubric asked = new Rubric("Is it so?", "", FAITHFULNESS.labels());
    Rubric askedOtherwise = new Rubric("Is it not?", "", FAITHFULNESS.labels());

    assertThat(with(asked, "").version()).isNotEqualTo(with(askedOtherwise, "").version());
  }

  @Test
  void version_otherDescription_isTheSame() {
    Rubric asked = new Rubric("Is it so?", "", FAITHFULNESS.labels());

    assertThat(with(asked, "one").version()).isEqualTo(with(asked, "two").version());
  }

  @Test
  void missing_blankField_countsAsMissing() {
    assertThat(FAITHFULNESS.missing(Map.of(Field.RESPONSE, "Yes.", Field.DOCUMENTS, " \n")))
        .extracting(Requirement::toString)
        .containsExactly("documents");
  }

  @Test
  void missing_oneOfTwoAlternatives_isEnough() {
    assertThat(
            CORRECTNESS.missing(
                Map.of(Field.QUESTION, "q", Field.RESPONSE, "r", Field.DOCUMENTS, "d")))
        .isEmpty();
  }

  @Test
  void missing_noneOfTwoAlternatives_namesBoth() {
    assertThat(CORRECTNESS.missing(Map.of(Field.QUESTION, "q", Field.RESPONSE, "r")))
        .extracting(Requirement::toString)
        .containsExactly("reference_answer or documents");
  }

  @Test
  void label_aliasInAnyCase_isFound() {
    assertThat(FAITHFULNESS.label("Hallucinated")).map(Label::name).contains("unfaithful");
  }

  @Test
  void label_partOfAName_isNotFound() {
    assertThat(FAITHFULNESS.label("faith")).isEmpty();
  }

  @Test
  void rubric_withoutFailingLabel_isRefused() {
    List<Label> labels =
        List.of(new Label("a", false, "", List.of()), new Label("b", false, "", List.of()));

    assertThatIllegalArgumentException().isThrownBy(() -> new Rubric("Is it so?", "", labels));
  }

  @Test
  void rubric_aliasThatIsAnotherLabel_isRefused() {
    List<Label> labels =
        List.of(new Label("a", false, "", List.of("B")), new Label("b", true, "", List.of()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rubric("Is it so?", "", labels))
        .withMessage("two labels answer to 'b'");
  }

  private static Evaluator with(Rubric rubric, String description) {
    return new Evaluator(
        "custom",
        List.of(),
        description,
        Target.RESPONSE,
        Direction.MAXIMIZE,
        Inputs.usual(Target.RESPONSE),
        rubric,
        Method.Asked.plainly(),
        Scope.ALL,
        true);
  }
}
