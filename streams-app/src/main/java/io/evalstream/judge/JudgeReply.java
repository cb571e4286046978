package io.evalstream.judge;

import org.jspecify.annotations.Nullable;

/// The end of a judgement as the judge sees it.
public sealed interface JudgeReply {

  Usage usage();

  Provenance provenance();

  /// The same reply, come about in another way.
  JudgeReply with(Usage usage, Provenance provenance);

  /// One of the labels that were offered, or the answer to an open question.
  record Labelled(String label, @Nullable String explanation, Usage usage, Provenance provenance)
      implements JudgeReply {

    public Labelled(String label, @Nullable String explanation, Usage usage) {
      this(label, explanation, usage, Provenance.PLAIN);
    }

    @Override
    public Labelled with(Usage usage, Provenance provenance) {
      return new Labelled(label, explanation, usage, provenance);
    }
  }

  /// No label, and why.
  ///
  /// @param outcome anything but [Outcome#JUDGED]
  record Unlabelled(Outcome outcome, String explanation, Usage usage, Provenance provenance)
      implements JudgeReply {

    public Unlabelled {
      if (outcome == Outcome.JUDGED) {
        throw new IllegalArgumentException("a reply without a label cannot have outcome judged");
      }
    }

    public Unlabelled(Outcome outcome, String explanation, Usage usage) {
      this(outcome, explanation, usage, Provenance.PLAIN);
    }

    @Override
    public Unlabelled with(Usage usage, Provenance provenance) {
      return new Unlabelled(outcome, explanation, usage, provenance);
    }
  }
}
