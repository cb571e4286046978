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
}
