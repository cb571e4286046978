package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Correctness as agreement with the reference answer: its words are in the response.
///
/// Short lines of a reference are taken as alternatives, and so are the parts of a line between
/// slashes. A number has to be there as it is; a long word may differ in one letter.
final class Agreement implements Gauge {

  private static final Set<String> FILLERS = Set.of("a", "an", "the", "of");
  private static final int LONGEST_ALTERNATIVE = 8;
  private static final int FORGIVEN_FROM = 5;

  @Override
  public List<String> features() {
    return List.of("lacking", "not_in_one_piece");
  }

  @Override
  public Optional<Reading> read(Map<Field, String> fields) {
    List<String> response = stems(fields.getOrDefault(Field.RESPONSE, ""));
    return alternatives(fields.getOrDefault(Field.REFERENCE_ANSWER, "")).stream()
        .filter(alternative -> !stems(alternative).isEmpty())
        .map(alternative -> read(alternative, response))
        .min(Comparator.comparingDouble(reading -> sum(reading.values())));
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static List<String> alternatives(String reference) {
    List<String> lines = reference.lines().filter(line -> !line.isBlank()).toList();
    if (lines.stream().anyMatch(line -> stems(line).size() > LONGEST_ALTERNATIVE)) {
      return List.of(reference);
    }
    List<String> all = new ArrayList<>(lines);
    lines.stream()
        .filter(line -> line.contains("/"))
        .forEach(line -> all.addAll(List.of(line.split("/"))));
    return all;
  }

  private static List<String> stems(String text) {
    return Words.stems(text).stream().filter(stem -> !FILLERS.contains(stem)).toList();
  }

  private static Reading read(String alternative, List<String> response) {
    List<String> wanted = stems(alternative);
    Set<String> there = new HashSet<>(response);
    List<String> lacking =
        wanted.stream()
            .filter(word -> !there.contains(word))
            .filter(word -> there.stream().noneMatch(other -> misspelt(word, other)))
            .toList();
    boolean whole = String.join("", response).contains(String.join("", wanted));
    return new Reading(
        List.of((double) lacking.size() / wanted.size(), whole ? 0.0 : 1.0),
        "%d of %d words of the reference answer %s are in the response%s%s"
            .formatted(
                wanted.size() - lacking.size(),
                wanted.size(),
                Excerpt.quote(alternative),
                whole ? ", in one piece" : ", not in one piece",
                lacking.stream().anyMatch(word -> Character.isDigit(word.charAt(0)))
                    ? ", and not all of its numbers"
                    : ""));
  }

  /// Whether two long words differ in one letter: another, one more or one less.
  private static boolean misspelt(String one, String other) {
    int difference = one.length() - other.length();
    if (one.length() < FORGIVEN_FROM
        || Math.abs(difference) > 1
        || Character.isDigit(one.charAt(0))) {
      return false;
    }
    int same = 0;
    while (same < Math.max(one.length(), other.length()) - 1
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return one.substring(difference >= 0 ? same + 1 : same)
        .equals(other.substring(difference <= 0 ? same + 1 : same));
  }
}
