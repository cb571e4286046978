package io.evalstream.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Feedbacks;
import io.evalstream.app.Turns;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.Feedback;
import io.evalstream.state.HumanLabel;
import io.evalstream.topic.Rejection;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FeedbackRulesTest {

  private static final FeedbackRules RULES =
      new FeedbackRules(
          Set.of(Turns.APP),
          EvaluatorLibrary.builtIn(),
          Duration.ofDays(7),
          Duration.ofMinutes(10));
  private static final Feedback GOOD = Feedbacks.human("f-1", "t-1", "faithfulness", "unfaithful");

  private static Feedback with(Consumer<Feedback.Builder> change) {
    Feedback.Builder builder = Feedback.newBuilder(GOOD);
    change.accept(builder);
    return builder.build();
  }

  static Stream<Feedback> valid() {
    return Stream.of(
        GOOD,
        with(f -> f.setEvaluator("hallucination")),
        with(f -> f.setLabel("thumbs_down")),
        with(f -> f.setAnnotator(null)),
        with(f -> f.setAnnotatorKind("code")),
        with(f -> f.setReviewProbability(1.0)),
        with(f -> f.setReviewProbability(1e-9)),
        with(f -> f.setOccurredAt(Turns.NOON.minus(Duration.ofDays(7)))),
        with(f -> f.setOccurredAt(Turns.NOON.plus(Duration.ofMinutes(10)))),
        with(
            f -> f.setEvaluator("document_relevance").setLabel("relevant").setDocumentId("doc-1")));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void validFeedback_isAccepted(Feedback feedback) {
    assertThat(RULES.check(feedback, Turns.NOON)).isEmpty();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("empty_field", with(f -> f.setFeedbackId(" "))),
        Arguments.of("empty_field", with(f -> f.setTraceId(""))),
        Arguments.of("invalid_field", with(f -> f.setTraceId("a\u0000b"))),
        Arguments.of("invalid_field", with(f -> f.setTraceId("x".repeat(257)))),
        Arguments.of("unknown_app", with(f -> f.setApp("other-bot"))),
        Arguments.of("unknown_evaluator", with(f -> f.setEvaluator("faithfullness"))),
        Arguments.of("unknown_label", with(f -> f.setLabel("dubious"))),
        Arguments.of("invalid_field", with(f -> f.setDocumentId("doc-1"))),
        Arguments.of(
            "invalid_field", with(f -> f.setEvaluator("document_relevance").setLabel("relevant"))),
        Arguments.of("invalid_field", with(f -> f.setAnnotatorKind("bot"))),
        Arguments.of("invalid_field", with(f -> f.setAnnotator("a\nb"))),
        Arguments.of("invalid_field", with(f -> f.setReviewProbability(0.0))),
        Arguments.of("invalid_field", with(f -> f.setReviewProbability(1.01))),
        Arguments.of("invalid_field", with(f -> f.setReviewProbability(Double.NaN))),
        Arguments.of("too_old", with(f -> f.setOccurredAt(Turns.NOON.minus(Duration.ofDays(8))))),
        Arguments.of(
            "in_future", with(f -> f.setOccurredAt(Turns.NOON.plus(Duration.ofMinutes(11))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void brokenFeedback_isTold(String reason, Feedback feedback) {
    assertThat(RULES.check(feedback, Turns.NOON)).map(Rejection::reason).hasValue(reason);
  }

  @Test
  void hint_namesTheNearestEvaluator() {
    assertThat(RULES.check(with(f -> f.setEvaluator("faithfulnes")), Turns.NOON))
        .map(Rejection::detail)
        .hasValue("evaluator must be a known one, was 'faithfulnes'. Did you mean 'faithfulness'?");
  }

  @ParameterizedTest
  @CsvSource({
    "faithfulness, unfaithful, faithfulness, unfaithful, true",
    "faithfulness, FAITHFUL, faithfulness, faithful, false",
    "hallucination, thumbs_down, faithfulness, thumbs_down, true",
    "toxicity, thumbs_up, toxicity, thumbs_up, false"
  })
  void label_hasTheNamesOfTheEvaluator(
      String evaluator, String label, String id, String name, boolean failing) {
    Feedback feedback = with(f -> f.setEvaluator(evaluator).setLabel(label));

    assertThat(RULES.label(feedback, 2, 7))
        .extracting(
            HumanLabel::getEvaluator,
            HumanLabel::getLabel,
            HumanLabel::getFailing,
            HumanLabel::getSourcePartition,
            HumanLabel::getSourceOffset)
        .containsExactly(id, name, failing, 2, 7L);
  }
}
