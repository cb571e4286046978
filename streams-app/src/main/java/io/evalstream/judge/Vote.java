package io.evalstream.judge;

import org.jspecify.annotations.Nullable;

/// What one of several judges said.
///
/// @param model the model that answered; null when there is none
/// @param label null unless the outcome is judged
public record Vote(
    String judge,
    @Nullable String model,
    Outcome outcome,
    @Nullable String label,
    @Nullable String explanation) {

  /// The vote of a judge who replied so.
  public static Vote of(String judge, JudgeReply reply) {
    String model = reply.usage().model();
    return switch (reply) {
      case JudgeReply.Labelled labelled ->
          new Vote(judge, model, Outcome.JUDGED, labelled.label(), labelled.explanation());
      case JudgeReply.Unlabelled unlabelled ->
          new Vote(judge, model, unlabelled.outcome(), null, unlabelled.explanation());
    };
  }
}
