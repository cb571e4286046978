package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Correctness as agreement with the reference answer: its words, and above all its numbers, are in
/// the response.
///
/// Short lines of a reference are taken as alternatives. Without a reference it falls back on the
/// support by the documents.
final class Agreement implements Heuristic {

  private static final Set<String> FILLERS = Set.of("a", "an", "the", "of");
  private static final int SHORT = 3;
  private static final double NEEDED_WHEN_LONG = 0.7;
  private static final int LONGEST_ALTERNATIVE = 8;

  private final Support support;

  Agreement(Support support) {
    this.support = support;
  }

  @Override
  public Optional<Finding> find(Map<Field, String> fields) {
    String reference = fields.getOrDefault(Field.REFERENCE_ANSWER, "");
    if (reference.isBlank()) {
      return support.measure(fields).map(Agreement::bySupport);
    }
    List<String> response = stems(fields.getOrDefault(Field.RESPONSE, ""));
    return alternatives(reference).stream()
        .filter(alternative -> !stems(alternative).isEmpty())
        .map(alternative -> Match.of(alternative, stems(alternative), response))
        .max(Match.BETTER)
        .map(Match::finding);
  }

  private static Finding bySupport(Support.Found found) {
    return new Finding(
        found.enough() ? "correct" : "incorrect", "no reference answer, so " + found.told(""));
  }

  private static List<String> alternatives(String reference) {
    List<String> lines = reference.lines().filter(line -> !line.isBlank()).toList();
    boolean allShort = lines.stream().allMatch(line -> stems(line).size() <= LONGEST_ALTERNATIVE);
    return allShort ? lines : List.of(reference);
  }

  private static List<String> stems(String text) {
    return Words.stems(text).stream().filter(stem -> !FILLERS.contains(stem)).toList();
  }

  /// How one alternative is found in the response.
  ///
  /// @param whole its letters stand there in one piece, however they are spaced
  /// @param numbers every number of it is there
  private record Match(String alternative, int found, int words, boolean whole, boolean numbers) {

    static final Comparator<Match> BETTER =
        Comparator.comparing(Match::agrees).thenComparingDouble(Match::share);

    static Match of(String alternative, List<String> words, List<String> response) {
      Map<String, Integer> left = new HashMap<>();
      response.forEach(word -> left.merge(word, 1, Integer::sum));
      int found = 0;
      for (String word : words) {
        found += left.merge(word, -1, Integer::sum) >= 0 ? 1 : 0;
      }
      boolean numbers =
          words.stream()
              .filter(word -> Character.isDigit(word.charAt(0)))
              .allMatch(response::contains);
      boolean whole = String.join("", response).contains(String.join("", words));
      return new Match(alternative, found, words.size(), whole, numbers);
    }

    double share() {
      return (double) found / words;
    }

    boolean agrees() {
      return whole || (numbers && share() >= (words <= SHORT ? 1 : NEEDED_WHEN_LONG));
    }

    Finding finding() {
      String measure =
          "%d of %d words of the reference answer %s are in the response%s"
              .formatted(
                  found,
                  words,
                  Excerpt.quote(alternative),
                  numbers ? "" : ", and not all of its numbers");
      return new Finding(agrees() ? "correct" : "incorrect", measure);
    }
  }
}
