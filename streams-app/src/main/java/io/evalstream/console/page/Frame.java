package io.evalstream.console.page;

import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.ArchiveState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What every page says of the archive.
///
/// @param notice what a reader has to know before believing the page; null when all is well
/// @param firing alerts that fire now
record Frame(@Nullable String notice, int firing, long revision) {

  /// When not even that can be read.
  static final Frame UNKNOWN = new Frame(null, 0, 0);

  static Frame of(Archive archive) {
    int firing =
        (int)
            archive.standingAlerts().stream()
                .filter(alert -> alert.getState().equals("firing"))
                .count();
    return new Frame(notice(archive.state()), firing, archive.revision());
  }

  static @Nullable String notice(ArchiveState state) {
    return switch (state.condition()) {
      case FOLLOWING -> state.detail();
      case REBUILDING ->
          sentences(
              "Still reading: %s of what the topics hold is shown here."
                  .formatted(Numbers.wholePercent(state.progress())),
              state.detail());
      case STALLED -> sentences("What is shown here may be old.", state.detail());
    };
  }

  private static String sentences(String first, @Nullable String second) {
    return (first + " " + Objects.requireNonNullElse(second, "")).strip();
  }
}
