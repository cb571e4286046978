package io.evalstream.judging;

import io.evalstream.event.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One word per trace, from its evaluations together: which step failed.
public enum Diagnosis {
  /// Nothing that was judged failed.
  OK,
  /// No retrieved document was relevant.
  RETRIEVAL_MISS,
  /// The answer is not based on the documents, though some were relevant.
  UNGROUNDED,
  /// The answer is wrong, by a reference, the documents or known facts.
  INCORRECT,
  /// The answer is toxic or gives personal data away.
  UNSAFE,
  /// Nothing was judged, or something failed that says nothing of the steps.
  UNKNOWN;

  private static final String DOCUMENT = "document";
  private static final String RELEVANCE = "document_relevance";

  /// As records have them.
  public static List<String> names() {
    return Arrays.stream(values()).map(Diagnosis::wireName).toList();
  }

  /// As records have it.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The first that holds, worst harm first: unsafe, then the earliest step that failed.
  public static Diagnosis of(List<Evaluation> evaluations) {
    List<Evaluation> judged =
        evaluations.stream().filter(evaluation -> evaluation.getFailing() != null).toList();
    List<Evaluation> documents =
        judged.stream().filter(evaluation -> evaluation.getEvaluator().equals(RELEVANCE)).toList();
    if (judged.isEmpty()) {
      return UNKNOWN;
    }
    if (fails(judged, "toxicity") || fails(judged, "pii_leak")) {
      return UNSAFE;
    }
    long asked =
        evaluations.stream()
            .filter(evaluation -> evaluation.getEvaluator().equals(RELEVANCE))
            .count();
    boolean allJudged = !documents.isEmpty() && documents.size() == asked;
    if ((allJudged && documents.stream().allMatch(Evaluation::getFailing))
        || fails(judged, "retrieval_relevance")) {
      return RETRIEVAL_MISS;
    }
    if (fails(judged, "faithfulness")) {
      return UNGROUNDED;
    }
    if (fails(judged, "correctness") || fails(judged, "factuality")) {
      return INCORRECT;
    }
    boolean another =
        judged.stream()
            .filter(evaluation -> !evaluation.getTarget().equals(DOCUMENT))
            .anyMatch(Evaluation::getFailing);
    return another ? UNKNOWN : OK;
  }

  private static boolean fails(List<Evaluation> judged, String evaluator) {
    return judged.stream()
        .anyMatch(
            evaluation -> evaluation.getEvaluator().equals(evaluator) && evaluation.getFailing());
  }
}
