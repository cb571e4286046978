package io.evalstream.console.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How the archive is.
///
/// @param condition see there
/// @param detail one line for people: what is wrong, and what happens now; null when all is well
/// @param progress share of what is there to read that has been read, in [0, 1], while it is
///   rebuilt
/// @param traces judged traces in it
/// @param bytes of the file that are used
/// @param oldest when the oldest trace occurred; null when there is none
/// @param behind records that are not read yet
public record ArchiveState(
    Condition condition,
    @Nullable String detail,
    double progress,
    long traces,
    long bytes,
    @Nullable Instant oldest,
    long behind) {

  public enum Condition {
    /// It is being filled from the topics; what is shown is not all yet.
    REBUILDING,
    /// It has what the topics have.
    FOLLOWING,
    /// Nothing new is shown: the detail says why. It tries again by itself.
    STALLED
  }
}
