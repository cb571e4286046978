package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Faithfulness as word overlap: how much of the response is found in the documents.
///
/// A number weighs two words and a name one and a half, because these are what is made up. Words of
/// the question and of earlier turns count as found. It sees a foreign word; it does not see a
/// known word in the wrong place.
final class Support implements Heuristic {

  private static final double NEEDED = 0.75;
  private static final double WEAK = 0.5;
  private static final double NUMBER_WEIGHT = 2;
  private static final double NAME_WEIGHT = 1.5;

  private final Words words;

  Support(Words words) {
    this.words = words;
  }

  @Override
  public Optional<Finding> find(Map<Field, String> fields) {
    return measure(fields)
        .map(
            found ->
                found.share() >= NEEDED
                    ? new Finding("faithful", found.told(""))
                    : new Finding("unfaithful", found.told("only ") + found.lacking()));
  }

  /// Whether enough of the response is found, and how that was measured.
  Optional<Found> measure(Map<Field, String> fields) {
    Set<String> known = new HashSet<>();
    for (Field field : List.of(Field.DOCUMENTS, Field.QUESTION, Field.HISTORY)) {
      known.addAll(words.contentStems(fields.getOrDefault(field, "")));
    }
    Found found = new Found();
    Words.sentences(fields.getOrDefault(Field.RESPONSE, ""))
        .forEach(sentence -> found.add(sentence, words.content(sentence), known));
    return found.sentences == 0 ? Optional.empty() : Optional.of(found);
  }

  private static double weight(Word word) {
    return word.isNumber() ? NUMBER_WEIGHT : word.name() ? NAME_WEIGHT : 1;
  }

  /// The count, sentence by sentence.
  static final class Found {

    private final List<String> strangeNumbers = new ArrayList<>();
    private double weight;
    private double foundWeight;
    private int sentences;
    private int weakSentences;
    private double weakestShare = 1;
    private String weakest = "";

    private void add(String sentence, List<Word> content, Set<String> known) {
      if (content.isEmpty()) {
        return;
      }
      double all = content.stream().mapToDouble(Support::weight).sum();
      double found =
          content.stream()
              .filter(word -> known.contains(word.stem()))
              .mapToDouble(Support::weight)
              .sum();
      content.stream()
          .filter(word -> word.isNumber() && !known.contains(word.stem()))
          .forEach(word -> strangeNumbers.add(word.written()));
      count(sentence, all, found);
    }

    private void count(String sentence, double all, double found) {
      weight += all;
      foundWeight += found;
      sentences++;
      double share = found / all;
      weakSentences += share < WEAK ? 1 : 0;
      if (share < weakestShare) {
        weakestShare = share;
        weakest = sentence;
      }
    }

    double share() {
      return foundWeight / weight;
    }

    boolean enough() {
      return share() >= NEEDED;
    }

    String told(String only) {
      return "%s%s of the content words are found in the documents (%s needed); %d of %d sentences share fewer than half"
          .formatted(
              only, Excerpt.percent(share()), Excerpt.percent(NEEDED), weakSentences, sentences);
    }

    String lacking() {
      String quote = weakest.isEmpty() ? "" : ", weakest: " + Excerpt.quote(weakest);
      return strangeNumbers.isEmpty()
          ? quote
          : quote + "; numbers not found: " + Excerpt.list(strangeNumbers);
    }
  }
}
