package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answer relevance as how much of the question comes back in the response.
///
/// It sees an answer to another question. It does not see one that stays near the topic and misses
/// the point. It says nothing of a short answer, which has no reason to repeat the question, and of
/// a question of one word.
final class Answering implements Gauge {

  private static final int SHORT = 8;

  private final Words words;

  Answering(Words words) {
    this.words = words;
  }

  @Override
  public List<String> features() {
    return List.of("lacking");
  }

  @Override
  public Optional<Reading> read(Map<Field, String> fields) {
    List<Word> asked = words.content(fields.getOrDefault(Field.QUESTION, ""));
    List<Word> response = words.content(fields.getOrDefault(Field.RESPONSE, ""));
    if (asked.size() < 2 || response.size() < SHORT) {
      return Optional.empty();
    }
    Source source = new Source();
    source.add(response);
    double found = asked.stream().mapToDouble(source::holds).sum();
    List<String> there =
        asked.stream().filter(word -> source.holds(word) > 0).map(Word::written).toList();
    return Optional.of(
        new Reading(
            List.of(1 - found / asked.size()),
            "%d of %d content words of the question come back in the response%s"
                .formatted(
                    there.size(),
                    asked.size(),
                    there.isEmpty() ? "" : ": " + Excerpt.list(there))));
  }
}
