package io.evalstream.judgeclient.heuristic;

import java.util.List;

/// One sentence of a response, held against the documents.
///
/// A number weighs two words and a name one and a half, because these are what is made up.
///
/// @param found the part of the weight that the documents hold
/// @param strange the words that they do not hold
record Claim(String sentence, double weight, double found, List<Word> strange) {

  private static final double NUMBER_WEIGHT = 2;
  private static final double NAME_WEIGHT = 1.5;

  Claim {
    strange = List.copyOf(strange);
  }

  /// @param content at least one word
  static Claim of(String sentence, List<Word> content, Source source) {
    return new Claim(
        sentence,
        content.stream().mapToDouble(Claim::weight).sum(),
        content.stream().mapToDouble(word -> weight(word) * source.holds(word)).sum(),
        content.stream().filter(word -> source.holds(word) == 0).toList());
  }

  double share() {
    return found / weight;
  }

  private static double weight(Word word) {
    return word.isNumber() ? NUMBER_WEIGHT : word.name() ? NAME_WEIGHT : 1;
  }
}
