package io.evalstream.console.page;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A form on which a person labels a trace, or a document of it.
///
/// @param feedbackId another one each time: what is sent twice from one form counts once
/// @param number of the form on its page, from 1: what belongs together by its id
/// @param question as the evaluator asks it
/// @param documentId null when no document is judged
record LabelForm(
    String feedbackId,
    int number,
    String traceId,
    String evaluator,
    String question,
    @Nullable String documentId,
    List<Choice> choices) {

  LabelForm {
    choices = List.copyOf(choices);
  }

  /// @param id of the button
  record Choice(String id, String label, String meaning, String kind) {

    /// What the form sends.
    String attribute() {
      return ShownText.attribute(label);
    }
  }

  /// What the form sends.
  String traceAttribute() {
    return ShownText.attribute(traceId);
  }

  String evaluatorAttribute() {
    return ShownText.attribute(evaluator);
  }

  @Nullable String documentAttribute() {
    return documentId == null ? null : ShownText.attribute(documentId);
  }

  static LabelForm of(
      int number, String traceId, Evaluator evaluator, @Nullable String documentId) {
    List<Choice> choices = new ArrayList<>();
    for (Label label : evaluator.labels()) {
      choices.add(
          new Choice(
              "label-%d-%d".formatted(number, choices.size() + 1),
              label.name(),
              label.meaning(),
              label.fails() ? "fail" : "pass"));
    }
    return new LabelForm(
        UUID.randomUUID().toString(),
        number,
        traceId,
        evaluator.id(),
        evaluator.rubric().question(),
        documentId,
        choices);
  }
}
