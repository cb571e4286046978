package io.evalstream.judgeclient.heuristic;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.evalstream.evaluator.Field;
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
final class Overlap implements Gauge {

  private static final double K1 = 1.2;
  private static final double B = 0.75;
  private static final double USUAL_LENGTH = 120;
  private static final double FULL_WEIGHT_LETTERS = 6;

  private final Words words;

  Overlap(Words words) {
    this.words = words;
  }

  @Override
  public List<String> features() {
    return List.of("lacking");
  }

  @Override
  public Optional<Reading> read(Map<Field, String> fields) {
    return read(fields.getOrDefault(Field.QUESTION, ""), fields.getOrDefault(Field.DOCUMENT, ""));
  }

  /// How much of the question is in a document; empty when the question has no content words.
  Optional<Reading> read(String question, String document) {
    Map<String, String> asked = new LinkedHashMap<>();
    words.content(question).forEach(word -> asked.putIfAbsent(word.stem(), word.written()));
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    List<Word> content = words.content(document);
    Map<String, Long> counts = content.stream().collect(groupingBy(Word::stem, counting()));
    double score = score(asked, counts, content.size());
    return Optional.of(new Reading(List.of(1 - score), told(asked, counts, score)));
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
    List<String> found =
        asked.entrySet().stream()
            .filter(word -> counts.containsKey(word.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return "%d of %d content words of the question are in the document%s; weighted overlap %s"
        .formatted(
            found.size(),
            asked.size(),
            found.isEmpty() ? "" : ": " + Excerpt.list(found),
            Excerpt.decimal(score));
  }
}
