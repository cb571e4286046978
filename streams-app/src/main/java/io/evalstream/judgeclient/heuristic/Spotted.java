package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which kinds of telling phrases are in a text. How often does not count, since long texts hold
/// more of everything.
///
/// @param in where to look: the first of these fields that is there
record Spotted(Phrases phrases, List<Field> in) implements Gauge {

  Spotted {
    in = List.copyOf(in);
  }

  @Override
  public List<String> features() {
    return phrases.kinds();
  }

  @Override
  public Optional<Reading> read(Map<Field, String> fields) {
    return in.stream()
        .map(field -> fields.getOrDefault(field, ""))
        .filter(text -> !text.isBlank())
        .findFirst()
        .map(text -> reading(phrases.in(Phrases.plain(text))));
  }

  private Reading reading(Map<String, String> found) {
    List<String> told = new ArrayList<>();
    found.forEach((kind, here) -> told.add(kind.replace('_', ' ') + " " + Excerpt.quote(here)));
    return new Reading(
        features().stream().map(kind -> found.containsKey(kind) ? 1.0 : 0.0).toList(),
        told.isEmpty() ? "no telling phrase found" : "found: " + String.join("; ", told));
  }
}
