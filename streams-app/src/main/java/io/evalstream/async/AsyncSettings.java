package io.evalstream.async;

import java.time.Duration;

/// The limits of one operator.
///
/// @param name prefix of its stores and processors
/// @param maxAttempts calls per request, first one included; at least 1
/// @param maxAge when a request expires, counted from its admission
/// @param backoff wait before a repeated call
/// @param maxPending requests per task; beyond it they are shed. The last tenth is for flows with
///   less than their even part of what is pending, so a single flow has nine tenths
/// @param maxLives lives of the task, ended by crashes and rebalances, in which one request may be
///   called; beyond it the request is abandoned: it may be what takes the process down
public record AsyncSettings(
    String name, int maxAttempts, Duration maxAge, Backoff backoff, int maxPending, int maxLives) {

  public AsyncSettings {
    require(maxAttempts >= 1, name, "maxAttempts must be at least 1", maxAttempts);
    require(!maxAge.isNegative() && !maxAge.isZero(), name, "maxAge must be above 0", maxAge);
    require(maxPending >= 1, name, "maxPending must be at least 1", maxPending);
    require(maxLives >= 1, name, "maxLives must be at least 1", maxLives);
  }

  String pendingStore() {
    return name + "-pending";
  }

  String attemptsStore() {
    return name + "-attempts";
  }

  private static void require(boolean holds, String name, String rule, Object was) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + rule + ", was " + was);
    }
  }
}
