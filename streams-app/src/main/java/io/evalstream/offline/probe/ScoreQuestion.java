package io.evalstream.offline.probe;

import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Prompt;
import java.util.List;
import java.util.stream.IntStream;

/// A question about the spelling of a text of which a known share of the words is misspelt.
///
/// @param kind how the answer is wanted
/// @param percent share of the words that are misspelt
/// @param copy of several texts with that share
record ScoreQuestion(Kind kind, int percent, int copy, long seed) implements Interview.Probe {

  /// How a judge is asked for its opinion.
  enum Kind {
    /// By a number from 1, all words are wrong, to 10, none is.
    SCORE,
    /// By a word.
    LABEL
  }

  static final String CORRECT = "correct";
  static final String INCORRECT = "incorrect";

  private static final List<String> SCORES =
      IntStream.rangeClosed(1, 10).mapToObj(String::valueOf).toList();

  private static final String SYSTEM =
      """
      You judge the spelling of a text, nothing else about it.
      Reply with one JSON object and nothing else: {"explanation": "...", "label": "..."}.""";

  @Override
  public String id() {
    return "scores-%d-%s-%d-%d".formatted(seed, kind, percent, copy);
  }

  /// The same for both kinds.
  String text() {
    return MisspeltText.of(percent, seed * 1_000 + copy);
  }

  @Override
  public JudgeRequest question() {
    String user =
        """
        <text>
        %s
        </text>

        %s"""
            .formatted(text(), asked());
    return JudgeRequest.of(
        id(),
        "spelling",
        new Prompt(SYSTEM, user),
        kind == Kind.SCORE ? SCORES : List.of(CORRECT, INCORRECT));
  }

  private String asked() {
    return switch (kind) {
      case SCORE ->
          "How good is the spelling, from 1 (every word is misspelt) to 10 (no word is misspelt)?"
              + " The label is that number: one of "
              + String.join(", ", SCORES)
              + ".";
      case LABEL ->
          "Is the spelling right? The label is 'correct' if no word is misspelt, and 'incorrect'"
              + " if any word is.";
    };
  }
}
