package io.evalstream.judgeclient.heuristic;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.evalstream.evaluator.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Document relevance as word overlap: how much of the question is found in the document.
///
/// The saturating word count of BM25 [1] with the length of the word in place of its rarity, since
/// one document alone tells nothing about rarity.
///
/// [1] Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009,
/// <https://doi.org/10.1561/1500000019>
final class Overlap implements Heuristic {

  private static final double NEEDED = 0.75;
  private static final double K1 = 1.2;
  private static final double B = 0.75;
  private static final double USUAL_LENGTH = 120;
  private static final double FULL_WEIGHT_LETTERS = 6;

  private final Words words;

  Overlap(Words words) {
    this.words = words;
  }

  @Override
  public Optional<Finding> find(Map<Field, String> fields) {
    Map<String, String> asked = asked(fields.getOrDefault(Field.QUESTION, ""));
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    List<Word> document = words.content(fields.getOrDefault(Field.DOCUMENT, ""));
    Map<String, Long> counts = document.stream().collect(groupingBy(Word::stem, counting()));
    double score = score(asked, counts, document.size());
    return Optional.of(
        new Finding(score >= NEEDED ? "relevant" : "irrelevant", told(asked, counts, score)));
  }

  /// The content words of the question by their stems.
  private Map<String, String> asked(String question) {
    Map<String, String> asked = new LinkedHashMap<>();
    words.content(question).forEach(word -> asked.putIfAbsent(word.stem(), word.written()));
    return asked;
  }

  private static double score(
      Map<String, String> asked, Map<String, Long> counts, int documentLength) {
    double norm = K1 * (1 - B + B * documentLength / USUAL_LENGTH);
    double sum = 0;
    double most = 0;
    for (String stem : asked.keySet()) {
      double weight = weight(stem);
      long count = counts.getOrDefault(stem, 0L);
      sum += weight * count * (K1 + 1) / (count + norm);
      most += weight;
    }
    return sum / most;
  }

  private static double weight(String stem) {
    double weight = Math.min(1, stem.length() / FULL_WEIGHT_LETTERS);
    return Character.isDigit(stem.charAt(0)) ? weight + 1 : weight;
  }

  private static String told(Map<String, String> asked, Map<String, Long> counts, double score) {
    List<String> found = new ArrayList<>();
    asked.forEach(
        (stem, written) -> {
          if (counts.containsKey(stem)) {
            found.add(written);
          }
        });
    return "%d of %d content words of the question are in the document%s; weighted overlap %s (%s needed)"
        .formatted(
            found.size(),
            asked.size(),
            found.isEmpty() ? "" : ": " + Excerpt.list(found),
            Excerpt.decimal(score),
            Excerpt.decimal(NEEDED));
  }
}
