package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Conciseness as what could be left out: kinds of filler phrases, and sentences that say again
/// what an earlier one said.
///
/// How long a response may be is not asked, because that depends on the question.
final class Padding implements Heuristic {

  private static final int MANY_KINDS = 2;
  private static final double SAME = 0.8;
  private static final int LONG_ENOUGH = 4;

  private final Words words;
  private final Phrases fillers = Phrases.load("filler");

  Padding(Words words) {
    this.words = words;
  }

  @Override
  public Finding find(Map<Field, String> fields) {
    String response = fields.getOrDefault(Field.RESPONSE, "");
    List<String> repeated = repeated(Words.sentences(response));
    Map<String, String> found = fillers.in(Phrases.plain(response));
    boolean verbose = found.size() >= MANY_KINDS || !repeated.isEmpty();
    String told =
        "%d kinds of filler phrases%s (verbose from %d); %d sentences that repeat an earlier one%s"
            .formatted(
                found.size(),
                found.isEmpty() ? "" : ": " + Excerpt.list(found.values()),
                MANY_KINDS,
                repeated.size(),
                repeated.isEmpty() ? "" : ": " + Excerpt.quote(repeated.getFirst()));
    return new Finding.Decided(verbose, verbose ? "verbose" : "concise", told);
  }

  private List<String> repeated(List<String> sentences) {
    List<Set<String>> earlier = new ArrayList<>();
    List<String> repeated = new ArrayList<>();
    for (String sentence : sentences) {
      Set<String> stems = words.contentStems(sentence);
      if (stems.size() >= LONG_ENOUGH) {
        if (earlier.stream().anyMatch(other -> alike(stems, other))) {
          repeated.add(sentence);
        }
        earlier.add(stems);
      }
    }
    return repeated;
  }

  /// Whether two sentences share nearly all words.
  private static boolean alike(Set<String> one, Set<String> other) {
    if (Math.min(one.size(), other.size()) < SAME * Math.max(one.size(), other.size())) {
      return false;
    }
    Set<String> shared = new HashSet<>(one);
    shared.retainAll(other);
    return shared.size() >= SAME * (one.size() + other.size() - shared.size());
  }
}
