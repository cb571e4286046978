package io.evalstream.alert.rule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing to publish of an alert on the drift of embeddings: a transition, or that it still
/// fires.
///
/// @param before the state before; the same as `after` when people hear of it now or again
/// @param number of the record, counting up
/// @param reminder 0, or the how manieth time that people hear of it again
/// @param firedAt when it fired; null when it did not
/// @param channels that are told
/// @param finding of the last window that was compared; null before one was, and when the cause is
///   no comparison
public record EmbeddingChange(
    AlertRule rule,
    AlertState before,
    AlertState after,
    Cause cause,
    long number,
    int reminder,
    @Nullable Instant firedAt,
    List<String> channels,
    Muting muting,
    @Nullable EmbeddingFinding finding) {

  /// Why there is something to tell.
  public enum Cause {
    /// What the last windows were like.
    WINDOWS,
    /// It still fires: people hear of it now or again.
    STANDING,
    /// No embedding has come for long.
    SILENCE,
    /// It has lasted for so long that it is what is normal now.
    NEW_NORMAL,
    /// The embeddings have another length now.
    OTHER_LENGTH
  }

  public EmbeddingChange {
    channels = List.copyOf(channels);
  }

  public String state() {
    return Change.state(before, after);
  }
}
