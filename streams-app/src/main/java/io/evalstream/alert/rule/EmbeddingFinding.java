package io.evalstream.alert.rule;

import java.time.Instant;

/// How far a window was from what is normal.
///
/// @param from when the window began
/// @param to when it ended
/// @param n its embeddings
/// @param baseline embeddings of what is normal
/// @param z standard errors above what chance brings about
/// @param effect squared distance beyond chance, as a share of the variance of what is normal
public record EmbeddingFinding(
    Instant from, Instant to, long n, long baseline, double z, double effect) {

  static EmbeddingFinding of(EmbeddingWindow window, long baseline, double z, double effect) {
    return new EmbeddingFinding(window.from(), window.to(), window.n(), baseline, z, effect);
  }
}
