package io.evalstream.judge;

import org.jspecify.annotations.Nullable;

/// What a reply took.
///
/// @param model the model that answered, as its provider names it; null when there is none
/// @param inputTokens tokens read, over all calls behind the reply
/// @param outputTokens tokens written, over all calls behind the reply
/// @param costUsd null when no price is known
public record Usage(
    @Nullable String model, long inputTokens, long outputTokens, @Nullable Double costUsd) {

  public static final Usage NONE = new Usage(null, 0, 0, null);

  /// What this reply and another one took together; the cost is known when both are.
  public Usage plus(Usage other) {
    Double cost = costUsd == null || other.costUsd == null ? null : costUsd + other.costUsd;
    return new Usage(
        model, inputTokens + other.inputTokens, outputTokens + other.outputTokens, cost);
  }

  /// The same model, and nothing taken.
  public Usage forFree() {
    return new Usage(model, 0, 0, costUsd == null ? null : 0.0);
  }
}
