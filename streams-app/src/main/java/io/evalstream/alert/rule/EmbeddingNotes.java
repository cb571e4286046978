package io.evalstream.alert.rule;

import io.evalstream.alert.rule.EmbeddingJournal.Place;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the journal of an alert on the drift of embeddings has, so that only what changes is
/// written.
final class EmbeddingNotes {

  private record Key(Place place, Instant from) {}

  private final EmbeddingJournal journal;
  private final Map<Key, EmbeddingWindow> windows = new LinkedHashMap<>();
  private @Nullable EmbeddingMemory memory;

  EmbeddingNotes(EmbeddingJournal journal) {
    this.journal = journal;
  }

  void goOnFrom(EmbeddingMemory known) {
    memory = known;
  }

  void goOnFrom(Place place, EmbeddingWindow known) {
    windows.put(new Key(place, known.from()), known);
  }

  void write(
      EmbeddingMemory now,
      EmbeddingWindows underWay,
      EmbeddingBaseline normal,
      EmbeddingBaseline fresh) {
    Map<Key, EmbeddingWindow> current = new LinkedHashMap<>();
    put(current, Place.OPEN, underWay.open());
    put(current, Place.NEXT, underWay.next());
    normal.windows().forEach(window -> put(current, Place.NORMAL, window));
    fresh.windows().forEach(window -> put(current, Place.FRESH, window));
    write(current);
    if (!now.equals(memory)) {
      memory = now;
      journal.memory(now);
    }
  }

  private static void put(
      Map<Key, EmbeddingWindow> all, Place place, @Nullable EmbeddingWindow window) {
    if (window != null) {
      all.put(new Key(place, window.from()), window);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a window that has changed is another one
  private void write(Map<Key, EmbeddingWindow> current) {
    windows.keySet().stream()
        .filter(key -> !current.containsKey(key))
        .forEach(key -> journal.window(key.place, key.from, null));
    current.forEach(
        (key, window) -> {
          if (windows.get(key) != window) {
            journal.window(key.place, key.from, window);
          }
        });
    windows.clear();
    windows.putAll(current);
  }
}
