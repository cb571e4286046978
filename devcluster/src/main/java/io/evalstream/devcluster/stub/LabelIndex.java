package io.evalstream.devcluster.stub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Labelled rows, found by the texts that a judge is shown.
///
/// Filled by one thread, then read by many.
final class LabelIndex {

  /// What a request shows; an empty text is one that it leaves out.
  private record Key(String evaluator, String question, String judged) {}

  /// A label and where it stands.
  record Labelled(String label, String rowId, LabelledRow row) {}

  private final Map<Key, List<Labelled>> answers = new HashMap<>();
  private final Map<Key, Labelled> documents = new HashMap<>();
  private final Set<String> evaluators = new TreeSet<>();

  /// Adds a row.
  ///
  /// @throws IllegalArgumentException when a row with the same texts has another label
  void add(LabelledRow row) {
    evaluators.addAll(row.labels().keySet());
    evaluators.addAll(row.documentLabels().keySet());
    row.labels().forEach((evaluator, label) -> addAnswer(evaluator, label, row));
    row.documentLabels().forEach((evaluator, labels) -> addDocuments(evaluator, labels, row));
  }

  private void addAnswer(String evaluator, String label, LabelledRow row) {
    Labelled labelled = new Labelled(label, row.id(), row);
    answers.getOrDefault(new Key(evaluator, row.question(), row.response()), List.of()).stream()
        .filter(other -> other.row().looksLike(row))
        .forEach(other -> refuseConflict(evaluator, other, labelled));
    keys(evaluator, row)
        .forEach(key -> answers.computeIfAbsent(key, any -> new ArrayList<>()).add(labelled));
  }

  /// All texts, the question alone and the response alone.
  private static Set<Key> keys(String evaluator, LabelledRow row) {
    return Stream.of(
            new Key(evaluator, row.question(), row.response()),
            new Key(evaluator, row.question(), ""),
            new Key(evaluator, "", row.response()))
        .collect(Collectors.toSet());
  }

  private void addDocuments(String evaluator, Map<String, String> labels, LabelledRow row) {
    for (LabelledRow.Document document : row.documents()) {
      String label = labels.get(document.id());
      if (label == null) {
        continue;
      }
      Labelled labelled = new Labelled(label, row.id(), row);
      addDocument(new Key(evaluator, row.question(), document.text()), labelled);
      addDocument(new Key(evaluator, row.question(), document.titledText()), labelled);
    }
  }

  private void addDocument(Key key, Labelled labelled) {
    Labelled other = documents.putIfAbsent(key, labelled);
    if (other != null) {
      refuseConflict(key.evaluator(), other, labelled);
    }
  }

  private static void refuseConflict(String evaluator, Labelled one, Labelled other) {
    if (!one.label().equals(other.label())) {
      throw new IllegalArgumentException(
          "rows with the same texts must have one label, was "
              + one.label()
              + " in "
              + one.rowId()
              + " and "
              + other.label()
              + " in "
              + other.rowId()
              + " for "
              + evaluator);
    }
  }

  /// The label for the texts of a request.
  ///
  /// @param evaluator empty for any that has one of these labels for them
  /// @throws NoAnswerException when there is no such row, or the texts do not tell which it is
  Labelled find(String evaluator, List<String> labels, Map<String, String> blocks) {
    List<Labelled> found =
        evaluator.isEmpty()
            ? evaluators.stream()
                .flatMap(any -> candidates(any, blocks).stream())
                .filter(one -> labels.contains(one.label()))
                .toList()
            : candidates(evaluator, blocks);
    return single(found, evaluator.isEmpty() ? "any evaluator" : evaluator, blocks);
  }

  private List<Labelled> candidates(String evaluator, Map<String, String> blocks) {
    String question = LabelledRow.normal(blocks.getOrDefault("question", ""));
    String document = blocks.get("document");
    if (document != null) {
      Labelled found = documents.get(new Key(evaluator, question, LabelledRow.normal(document)));
      return found == null ? List.of() : List.of(found);
    }
    String response = LabelledRow.normal(blocks.getOrDefault("response", ""));
    return narrowed(
        answers.getOrDefault(new Key(evaluator, question, response), List.of()), blocks);
  }

  private static Labelled single(
      List<Labelled> found, String evaluator, Map<String, String> blocks) {
    if (found.isEmpty()) {
      String texts =
          blocks.containsKey("document") ? "document and question" : "question and response";
      throw new NoAnswerException("no row has a label of " + evaluator + " for this " + texts);
    }
    if (labels(found) > 1) {
      throw new NoAnswerException(
          "rows "
              + found.stream().map(Labelled::rowId).toList()
              + " have different labels of "
              + evaluator
              + " for these texts; show the judge more of them");
    }
    return found.getFirst();
  }

  /// Where the labels differ, the rows whose documents are shown.
  private static List<Labelled> narrowed(List<Labelled> found, Map<String, String> blocks) {
    String shown = blocks.get("documents");
    if (shown == null || labels(found) < 2) {
      return found;
    }
    String documents = LabelledRow.normal(shown);
    return found.stream().filter(one -> one.row().documentsIn(documents)).toList();
  }

  private static long labels(List<Labelled> candidates) {
    return candidates.stream().map(Labelled::label).distinct().count();
  }
}
