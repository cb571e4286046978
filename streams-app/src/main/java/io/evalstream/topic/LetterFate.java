package io.evalstream.topic;

import java.util.Set;

/// Whether a dead letter can be replayed, and why not.
public enum LetterFate {
  /// It can be replayed.
  WAITING("waiting"),
  /// A replay has written it already.
  REPLAYED("replayed"),
  /// Not all that came is there.
  CUT("cut"),
  /// It was no record of a topic that applications write to: a message to a channel, or a turn that
  /// was made of spans.
  NO_INPUT("no input"),
  /// It failed again after as many replays as are allowed.
  TOO_OFTEN("too often");

  private final String word;

  LetterFate(String word) {
    this.word = word;
  }

  /// For people.
  public String word() {
    return word;
  }

  /// What decides about a letter.
  ///
  /// @param inputs the topics that a replay may write to
  /// @param replayed which letters have been replayed
  /// @param maxReplays how often a record may be replayed
  public record Rules(Set<String> inputs, Replayed replayed, int maxReplays) {

    public Rules {
      inputs = Set.copyOf(inputs);
    }

    public LetterFate of(Letter letter) {
      if (!inputs.contains(letter.topic()) || letter.source().partition() < 0) {
        return NO_INPUT;
      }
      if (letter.cut()) {
        return CUT;
      }
      if (replayed.contains(letter.place())) {
        return REPLAYED;
      }
      return letter.replays() >= maxReplays ? TOO_OFTEN : WAITING;
    }
  }
}
