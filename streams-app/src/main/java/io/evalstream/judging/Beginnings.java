package io.evalstream.judging;

import io.evalstream.state.Excerpt;
import io.evalstream.trace.Opening;
import org.jspecify.annotations.Nullable;

/// The beginnings of the texts of a failing answer, for people who look into it.
///
/// All three are data: the question is a user's, the response follows it, and the explanation of a
/// judge can repeat what either of them asked it to say.
final class Beginnings {

  private static final int TEXT = 200;
  private static final int EXPLANATION = 300;

  private Beginnings() {}

  static Excerpt of(@Nullable String question, String response, @Nullable String explanation) {
    return new Excerpt(
        question == null ? null : Opening.of(question, TEXT),
        Opening.of(response, TEXT),
        explanation == null ? null : Opening.of(explanation, EXPLANATION));
  }
}
