package io.evalstream.alert.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where an alert on the drift of embeddings writes down what has changed, so that it can go on
/// from there elsewhere.
public interface EmbeddingJournal {

  /// What a window is of.
  enum Place {
    /// The one under way.
    OPEN,
    /// The one after it.
    NEXT,
    /// What is normal.
    NORMAL,
    /// What may become normal.
    FRESH
  }

  void memory(EmbeddingMemory memory);

  /// @param from of the window: there is one at each place
  /// @param window null when it is gone
  void window(Place place, Instant from, @Nullable EmbeddingWindow window);

  /// Embeddings of another length came; nothing to go on from.
  void others(long embeddings);
}
