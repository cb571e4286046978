package io.evalstream.alert.rule;

import org.jspecify.annotations.Nullable;

/// What an alert sees of the end of one judgement, or of one diagnosis.
///
/// @param traceId the trace
/// @param outcome `judged`, or why there is no label
/// @param label null without one
/// @param failing whether the label counts as a failure; null without one
/// @param model that wrote the response
/// @param promptVersion that the application used
/// @param probability with which it was chosen, in (0, 1]
/// @param excerpt beginnings of the texts, where the configuration allows them
public record Sighting(
    String traceId,
    String outcome,
    @Nullable String label,
    @Nullable Boolean failing,
    @Nullable String model,
    @Nullable String promptVersion,
    double probability,
    @Nullable Excerpt excerpt) {

  /// The beginnings of the texts of a failing answer.
  public record Excerpt(@Nullable String question, String response, @Nullable String explanation) {}
}
