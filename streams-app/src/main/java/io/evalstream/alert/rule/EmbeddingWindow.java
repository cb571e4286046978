package io.evalstream.alert.rule;

import io.evalstream.stats.EmbeddingSums;
import java.time.Duration;
import java.time.Instant;

/// The embeddings of the questions of one app in some time, by arrival.
///
/// @param from its beginning
/// @param to its end, which is no part of it
public record EmbeddingWindow(Instant from, Instant to, EmbeddingSums sums) {

  public EmbeddingWindow {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from must be before to, was " + from + " and " + to);
    }
  }

  public long n() {
    return sums.n();
  }

  Duration length() {
    return Duration.between(from, to);
  }

  EmbeddingWindow plus(EmbeddingSums more) {
    return new EmbeddingWindow(from, to, sums.plus(more));
  }

  /// As if both were one; what lies between them had no embeddings.
  EmbeddingWindow and(EmbeddingWindow later) {
    return new EmbeddingWindow(from, later.to, sums.plus(later.sums));
  }

  EmbeddingWindow until(Instant end) {
    return new EmbeddingWindow(from, end, sums);
  }
}
