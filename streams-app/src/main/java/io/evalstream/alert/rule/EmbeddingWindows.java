package io.evalstream.alert.rule;

import io.evalstream.stats.EmbeddingDrift;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The window under way, and the one after it.
///
/// A window ends at a multiple of its length. One with too few embeddings to be compared goes on
/// until the next multiple, and so on, so an app with little traffic has long windows. The tasks
/// that count tell what they have within ten seconds: a window is looked at a little after its end,
/// and what comes even later counts in the window that is under way then.
///
/// @param open the window under way; null before the first embedding of it
/// @param next what has come since its end; null when there is none
record EmbeddingWindows(@Nullable EmbeddingWindow open, @Nullable EmbeddingWindow next) {

  static final EmbeddingWindows NONE = new EmbeddingWindows(null, null);

  static final Duration LATE = Duration.ofSeconds(30);

  /// @param earliest before which no window begins
  EmbeddingWindows plus(EmbeddingWindow part, Duration length, Instant earliest) {
    if (open == null) {
      return new EmbeddingWindows(aligned(part, length, earliest), null);
    }
    if (part.from().isBefore(open.to())) {
      return new EmbeddingWindows(open.plus(part.sums()), next);
    }
    return new EmbeddingWindows(
        open, next == null ? aligned(part, length, open.to()) : next.plus(part.sums()));
  }

  private static EmbeddingWindow aligned(EmbeddingWindow part, Duration length, Instant earliest) {
    long millis = length.toMillis();
    long first = later(part.from(), earliest).toEpochMilli();
    Instant begin = Instant.ofEpochMilli(Math.floorDiv(first, millis) * millis);
    return new EmbeddingWindow(later(begin, earliest), begin.plus(length), part.sums());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// The window that can be compared now; null when there is none.
  @Nullable EmbeddingWindow ripe(Instant now) {
    return open != null && isOver(open, now) && isEnough(open) ? open : null;
  }

  private static boolean isOver(EmbeddingWindow window, Instant now) {
    return !window.to().plus(LATE).isAfter(now);
  }

  private static boolean isEnough(EmbeddingWindow window) {
    return window.n() >= EmbeddingDrift.FEWEST;
  }

  /// Without the window under way.
  EmbeddingWindows following() {
    return new EmbeddingWindows(next, null);
  }

  /// With a window that goes on while it has too few embeddings.
  EmbeddingWindows extended(Duration length, Instant now) {
    EmbeddingWindows extended = this;
    while (extended.open != null && isOver(extended.open, now) && !isEnough(extended.open)) {
      extended = extended.until(extended.open, extended.open.to().plus(length));
    }
    return extended;
  }

  private EmbeddingWindows until(EmbeddingWindow window, Instant end) {
    EmbeddingWindow longer = window.until(end);
    return next != null && next.from().isBefore(end)
        ? new EmbeddingWindows(longer.plus(next.sums()), null)
        : new EmbeddingWindows(longer, next);
  }

  /// Whether time alone may change something.
  boolean isWaiting() {
    return next != null || (open != null && isEnough(open));
  }

  /// The length of the embeddings; 0 without any.
  int dimensions() {
    return open == null ? 0 : open.sums().dimensions();
  }
}
