package io.evalstream.console.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A span of time.
///
/// @param start null when only the end is known
record Stretch(@Nullable Instant start, Instant end) {

  static Stretch until(Instant end, @Nullable Long millis) {
    return new Stretch(millis == null ? null : end.minusMillis(millis), end);
  }

  Instant first() {
    return start == null ? end : start;
  }
}
