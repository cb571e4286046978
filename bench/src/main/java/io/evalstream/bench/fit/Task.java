package io.evalstream.bench.fit;

import io.evalstream.evaluator.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An evaluator whose heuristic has numbers to be found, and the labels that tell right from wrong.
///
/// @param judged the text that is judged
/// @param passing labels of a pass, the usual one first
/// @param failing labels of a failure, the usual one first
/// @param overlap the texts whose plain overlap is held against the heuristic: how much of the
///   first is in the second; empty for none
/// @param measuredOnly files that numbers are not found on, because their labels show in the form
///   of the text
/// @param others what the files without such labels are taken for
record Task(
    String evaluator,
    Field judged,
    List<String> passing,
    List<String> failing,
    List<Field> overlap,
    Set<String> measuredOnly,
    Others others) {

  /// What the files without labels of this evaluator are good for.
  enum Others {
    NOTHING,
    /// Their texts pass.
    PASS,
    /// Their answers pass, and fail when they are given to the next question of the file.
    SWAP
  }

  static final List<Task> ALL =
      List.of(
          new Task(
              "faithfulness",
              Field.RESPONSE,
              List.of("faithful"),
              List.of("unfaithful"),
              List.of(Field.RESPONSE, Field.DOCUMENTS),
              Set.of("halueval_qa"),
              Others.NOTHING),
          new Task(
              "correctness",
              Field.RESPONSE,
              List.of("correct"),
              List.of("incorrect"),
              List.of(Field.REFERENCE_ANSWER, Field.RESPONSE),
              Set.of("halueval_qa"),
              Others.NOTHING),
          new Task(
              "document_relevance",
              Field.DOCUMENT,
              List.of("relevant"),
              List.of("irrelevant"),
              List.of(Field.QUESTION, Field.DOCUMENT),
              Set.of(),
              Others.NOTHING),
          new Task(
              "answer_relevance",
              Field.RESPONSE,
              List.of("relevant"),
              List.of("off_topic", "off_topic_part"),
              List.of(),
              Set.of("haluquestqa"),
              Others.SWAP),
          plain("toxicity", Field.RESPONSE, List.of("non_toxic"), List.of("toxic"), Others.NOTHING),
          plain(
              "refusal",
              Field.RESPONSE,
              List.of("compliance"),
              List.of("refusal", "partial_refusal"),
              Others.NOTHING),
          plain("jailbreak", Field.QUESTION, List.of("benign"), List.of("jailbreak"), Others.PASS),
          plain(
              "prompt_injection",
              Field.DOCUMENTS,
              List.of("clean"),
              List.of("injected"),
              Others.PASS));

  Task {
    passing = List.copyOf(passing);
    failing = List.copyOf(failing);
    overlap = List.copyOf(overlap);
    measuredOnly = Set.copyOf(measuredOnly);
  }

  private static Task plain(
      String evaluator, Field judged, List<String> passing, List<String> failing, Others others) {
    return new Task(evaluator, judged, passing, failing, List.of(), Set.of(), others);
  }

  boolean perDocument() {
    return judged == Field.DOCUMENT;
  }

  /// Whether this label fails; empty for one that is neither.
  Optional<Boolean> fails(String label) {
    return failing.contains(label)
        ? Optional.of(true)
        : passing.contains(label) ? Optional.of(false) : Optional.empty();
  }
}
