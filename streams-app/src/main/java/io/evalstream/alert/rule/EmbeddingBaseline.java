package io.evalstream.alert.rule;

import io.evalstream.stats.EmbeddingSums;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is normal: the windows of the time before, such as a day.
///
/// It says nothing before it has been learned for all of that time, and has a thousand embeddings:
/// a morning is not a day. Windows leave it when they are older than that, but only while the rest
/// holds a thousand embeddings and covers as much time: after a gap what comes first is not all
/// that is normal. Short windows are joined, and of those with gaps between them 48 are enough, so
/// that it stays small.
///
/// @param since when it began to be learned; null before that
/// @param windows oldest first
record EmbeddingBaseline(@Nullable Instant since, List<EmbeddingWindow> windows) {

  static final EmbeddingBaseline NONE = new EmbeddingBaseline(null, List.of());

  static final long FEWEST = 1_000;

  private static final int PARTS = 24;
  private static final int ENOUGH_PARTS = 2 * PARTS;

  EmbeddingBaseline {
    windows = List.copyOf(windows);
  }

  /// @param length of the time that it is about
  EmbeddingBaseline plus(EmbeddingWindow window, Duration length) {
    List<EmbeddingWindow> grown = new ArrayList<>(windows);
    EmbeddingWindow last = grown.isEmpty() ? null : grown.getLast();
    if (last != null && isShort(last.and(window), length)) {
      grown.set(grown.size() - 1, last.and(window));
    } else {
      grown.add(window);
    }
    drop(window.to().minus(length), length, grown);
    return new EmbeddingBaseline(since == null ? window.from() : since, grown);
  }

  private static boolean isShort(EmbeddingWindow window, Duration length) {
    return window.length().multipliedBy(PARTS).compareTo(length) <= 0;
  }

  private static void drop(Instant tooOld, Duration length, List<EmbeddingWindow> windows) {
    while (!windows.getFirst().to().isAfter(tooOld)
        && isWhole(windows.subList(1, windows.size()), length)) {
      windows.removeFirst();
    }
  }

  private static boolean isWhole(List<EmbeddingWindow> rest, Duration length) {
    Duration covered =
        rest.stream().map(EmbeddingWindow::length).reduce(Duration.ZERO, Duration::plus);
    return n(rest) >= FEWEST && (covered.compareTo(length) >= 0 || rest.size() >= ENOUGH_PARTS);
  }

  private static long n(List<EmbeddingWindow> windows) {
    return windows.stream().mapToLong(EmbeddingWindow::n).sum();
  }

  /// Whether something can be held against it at that moment.
  boolean isEnough(Duration length, Instant moment) {
    return since != null && !since.plus(length).isAfter(moment) && n(windows) >= FEWEST;
  }

  EmbeddingSums sums() {
    return windows.stream()
        .map(EmbeddingWindow::sums)
        .reduce(EmbeddingSums.EMPTY, EmbeddingSums::plus);
  }

  /// The length of the embeddings; 0 without any.
  int dimensions() {
    return windows.isEmpty() ? 0 : windows.getFirst().sums().dimensions();
  }
}
