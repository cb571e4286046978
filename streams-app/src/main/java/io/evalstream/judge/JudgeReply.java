package io.evalstream.judge;

import org.jspecify.annotations.Nullable;

/// The end of a judgement as the judge sees it.
public sealed interface JudgeReply {

  Usage usage();

  /// One of the labels that were offered, or the answer to an open question.
  record Labelled(String label, @Nullable String explanation, Usage usage) implements JudgeReply {}

  /// No label, and why.
  ///
  /// @param outcome anything but [Outcome#JUDGED]
  record Unlabelled(Outcome outcome, String explanation, Usage usage) implements JudgeReply {

    public Unlabelled {
      if (outcome == Outcome.JUDGED) {
        throw new IllegalArgumentException("a reply without a label cannot have outcome judged");
      }
    }
  }
}
