package io.evalstream.console.page;

import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A label that a person gave a trace, beside what the judge said.
///
/// @param judge the label of the judge; null when it gave none
/// @param agrees whether both pass or both fail; null when that is not known
record PersonLabel(
    String evaluator,
    @Nullable String documentId,
    Badge badge,
    @Nullable String judge,
    @Nullable Boolean agrees,
    String who,
    @Nullable LongText comment,
    Numbers.Moment at) {

  static List<PersonLabel> of(
      List<Feedback> feedback, JudgedTrace trace, EvaluatorLibrary evaluators) {
    return feedback.stream().map(label -> of(label, trace, evaluators)).toList();
  }

  private static PersonLabel of(Feedback feedback, JudgedTrace trace, EvaluatorLibrary evaluators) {
    Optional<Evaluation> judged =
        trace.getEvaluations().stream()
            .filter(evaluation -> evaluation.getLabel() != null)
            .filter(evaluation -> isOf(evaluation, feedback, evaluators))
            .findFirst();
    Boolean failing = failing(feedback, evaluators);
    String comment = feedback.getComment();
    return new PersonLabel(
        feedback.getEvaluator(),
        feedback.getDocumentId(),
        Badge.of(Badge.plain(feedback.getLabel()), failing),
        judged.map(Evaluation::getLabel).orElse(null),
        failing == null
            ? null
            : judged.map(Evaluation::getFailing).map(failing::equals).orElse(null),
        who(feedback),
        comment == null || comment.isBlank() ? null : LongText.of(comment),
        Numbers.at(feedback.getOccurredAt()));
  }

  private static boolean isOf(
      Evaluation evaluation, Feedback feedback, EvaluatorLibrary evaluators) {
    String id =
        evaluators
            .find(feedback.getEvaluator())
            .map(found -> found.id())
            .orElse(feedback.getEvaluator());
    return evaluation.getEvaluator().equals(id)
        && Objects.equals(evaluation.getDocumentId(), feedback.getDocumentId());
  }

  private static @Nullable Boolean failing(Feedback feedback, EvaluatorLibrary evaluators) {
    return switch (feedback.getLabel()) {
      case "thumbs_up" -> false;
      case "thumbs_down" -> true;
      case String name ->
          evaluators
              .find(feedback.getEvaluator())
              .flatMap(evaluator -> evaluator.label(name))
              .map(label -> label.fails())
              .orElse(null);
    };
  }

  private static String who(Feedback feedback) {
    String kind =
        switch (feedback.getAnnotatorKind()) {
          case "human" -> "reviewer";
          case String other -> other;
        };
    return feedback.getAnnotator() == null
        ? "a " + kind
        : feedback.getAnnotator() + " (" + kind + ")";
  }

  String agreement() {
    return agrees == null ? "" : agrees ? "the judge agrees" : "the judge says " + judge;
  }
}
