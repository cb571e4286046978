package io.evalstream.console.page;

import io.evalstream.judge.Outcome;

/// Why a judgement ended without a label, in words.
final class OutcomeWords {

  private OutcomeWords() {}

  /// @param outcome as records have it
  static String of(String outcome) {
    return Outcome.named(outcome).map(OutcomeWords::of).orElse("There is no label.");
  }

  private static String of(Outcome outcome) {
    return switch (outcome) {
      case JUDGED -> "";
      case UNPARSEABLE -> "The judge answered twice, and neither answer held one of the labels.";
      case REFUSED -> "The judge would not answer.";
      case TRUNCATED -> "The answer of the judge was cut off by its limit of tokens.";
      case TOO_LONG -> "The texts do not fit the judge.";
      case EXPIRED -> "The judgement was too old before it could be answered.";
      case PROVIDER_ERROR -> "The judge kept failing.";
      case REJECTED -> "The judge does not accept the request.";
      case OVER_BUDGET -> "The budget of the app was spent.";
      case SHED -> "Too many judgements were waiting.";
      case NOT_EVALUABLE ->
          "The trace lacks what the evaluator needs, or the judge cannot apply it.";
      case ABANDONED -> "The judgement was taken up too often by restarted instances.";
    };
  }
}
