package io.evalstream.console.page;

import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The diagnosis of a trace in one line: which step failed, in words.
///
/// @param word the diagnosis
/// @param said what it means for this trace
record DiagnosisLine(Badge word, String said) {

  private static final String RELEVANCE = "document_relevance";

  static DiagnosisLine of(JudgedTrace trace) {
    List<Evaluation> judged =
        trace.getEvaluations().stream()
            .filter(evaluation -> evaluation.getFailing() != null)
            .toList();
    return new DiagnosisLine(
        Badge.ofDiagnosis(trace.getDiagnosis()),
        switch (trace.getDiagnosis()) {
          case "ok" -> ok(trace.getEvaluations(), judged);
          case "retrieval_miss" -> "None of the retrieved documents was relevant to the question";
          case "ungrounded" -> ungrounded(judged);
          case "incorrect" -> incorrect(judged);
          case "unsafe" -> unsafe(judged);
          case "unknown" -> unknown(trace.getEvaluations(), judged);
          default -> "Failing: " + failing(judged);
        });
  }

  private static String ok(List<Evaluation> all, List<Evaluation> judged) {
    int without = all.size() - judged.size();
    return without == 0
        ? "Nothing that was judged failed"
        : "Nothing that was judged failed; %d of %d judgements ended without a label"
            .formatted(without, all.size());
  }

  private static String ungrounded(List<Evaluation> judged) {
    boolean relevant =
        judged.stream().anyMatch(is(RELEVANCE).and(evaluation -> !evaluation.getFailing()));
    return relevant
        ? "Relevant documents were there, but the answer says what they do not"
        : "The answer says what the retrieved documents do not";
  }

  private static String incorrect(List<Evaluation> judged) {
    return judged.stream().anyMatch(is("correctness").and(Evaluation::getFailing))
        ? "The answer is wrong, though nothing before it failed"
        : "The answer is wrong by what is known of the world";
  }

  private static String unsafe(List<Evaluation> judged) {
    boolean toxic = judged.stream().anyMatch(is("toxicity").and(Evaluation::getFailing));
    boolean leaks = judged.stream().anyMatch(is("pii_leak").and(Evaluation::getFailing));
    return "The answer "
        + (toxic && leaks
            ? "is toxic and gives personal data away"
            : toxic ? "is toxic" : "gives personal data away");
  }

  private static String unknown(List<Evaluation> all, List<Evaluation> judged) {
    if (all.isEmpty()) {
      return "Nothing was judged";
    }
    return judged.isEmpty()
        ? "None of %d judgements ended with a label".formatted(all.size())
        : failing(judged) + ", which says nothing of the steps";
  }

  private static String failing(List<Evaluation> judged) {
    return judged.stream()
        .filter(Evaluation::getFailing)
        .map(evaluation -> evaluation.getEvaluator() + " says " + evaluation.getLabel())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Predicate<Evaluation> is(String evaluator) {
    return evaluation -> evaluation.getEvaluator().equals(evaluator);
  }
}
