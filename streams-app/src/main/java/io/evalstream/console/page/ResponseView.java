package io.evalstream.console.page;

import io.evalstream.console.page.Doubts.Failure;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Field;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.trace.Opening;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The response of a trace, with the passages marked that are in doubt.
///
/// @param cut says that its end is not shown; null when it is
/// @param tall whether it is shown in a box of its own that scrolls
/// @param unmarked said in place of marks: why a failing response has none; null when nothing is to
///   be said
record ResponseView(
    Passages passages, @Nullable String cut, boolean tall, @Nullable String unmarked) {

  private static final String GROUNDING = "faithfulness";
  private static final int TALL = 4_000;

  static ResponseView of(JudgedTrace trace, EvaluatorLibrary evaluators) {
    String whole = trace.getEvent().getResponse();
    String shown = Opening.of(whole, LongText.MOST);
    List<Failure> failures = failures(trace, evaluators);
    Passages passages = Passages.of(shown, Doubts.in(shown, failures));
    boolean silent =
        passages.grounds().isEmpty()
            && failures.stream().anyMatch(failure -> failure.evaluator().equals(GROUNDING));
    return new ResponseView(
        passages, LongText.cut(whole), shown.length() > TALL, silent ? unmarked(failures) : null);
  }

  private static String unmarked(List<Failure> failures) {
    boolean compared = failures.stream().anyMatch(failure -> !failure.grounds().isEmpty());
    return "No passage is marked: the judge quotes none"
        + (compared ? ", and most words of each sentence are in the documents" : "")
        + ". The explanation says what is wrong.";
  }

  List<Passages.Piece> pieces() {
    return passages.pieces();
  }

  boolean hasGrounds() {
    return !passages.grounds().isEmpty();
  }

  List<Passages.Ground> grounds() {
    return passages.grounds();
  }

  private static List<Failure> failures(JudgedTrace trace, EvaluatorLibrary evaluators) {
    Map<Field, List<String>> texts = texts(trace);
    List<Failure> failures = new ArrayList<>();
    for (Evaluation evaluation : trace.getEvaluations()) {
      if (Boolean.TRUE.equals(evaluation.getFailing()) && isOfResponse(evaluation)) {
        failures.add(
            new Failure(
                evaluation.getEvaluator(),
                Objects.requireNonNullElse(evaluation.getExplanation(), ""),
                readBeside(evaluation, evaluators, texts),
                supporting(evaluation, texts)));
      }
    }
    return failures;
  }

  private static boolean isOfResponse(Evaluation evaluation) {
    return evaluation.getTarget().equals("response")
        || evaluation.getTarget().equals("conversation");
  }

  /// Of an evaluator that is not known anymore, nothing is known to have been read.
  private static List<String> readBeside(
      Evaluation evaluation, EvaluatorLibrary evaluators, Map<Field, List<String>> texts) {
    return evaluators
        .find(evaluation.getEvaluator())
        .map(Evaluator::inputs)
        .map(inputs -> inputs.reads().stream().flatMap(field -> of(texts, field)).toList())
        .orElse(List.of());
  }

  /// As the built-in judge does it: the documents, the question and the earlier turns support.
  private static List<String> supporting(Evaluation evaluation, Map<Field, List<String>> texts) {
    if (!evaluation.getEvaluator().equals(GROUNDING) || !texts.containsKey(Field.DOCUMENTS)) {
      return List.of();
    }
    return Stream.of(Field.DOCUMENTS, Field.QUESTION, Field.HISTORY)
        .flatMap(field -> of(texts, field))
        .toList();
  }

  private static Stream<String> of(Map<Field, List<String>> texts, Field field) {
    return texts.getOrDefault(field, List.of()).stream();
  }

  private static Map<Field, List<String>> texts(JudgedTrace trace) {
    ChatEvent event = trace.getEvent();
    Map<Field, List<String>> texts = new EnumMap<>(Field.class);
    put(texts, Field.QUESTION, event.getQuestion());
    put(texts, Field.REFERENCE_ANSWER, event.getReferenceAnswer());
    event.getHistory().forEach(message -> put(texts, Field.HISTORY, message.getContent()));
    event.getToolCalls().forEach(call -> put(texts, Field.TOOL_CALLS, call.getResult()));
    trace.getRetrievals().stream()
        .flatMap(span -> span.getDocuments().stream())
        .forEach(document -> putDocument(texts, document));
    return texts;
  }

  private static void putDocument(Map<Field, List<String>> texts, RetrievedDocument document) {
    put(texts, Field.DOCUMENTS, document.getTitle());
    put(texts, Field.DOCUMENTS, document.getText());
  }

  private static void put(Map<Field, List<String>> texts, Field field, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      texts.computeIfAbsent(field, _ -> new ArrayList<>()).add(text);
    }
  }
}
