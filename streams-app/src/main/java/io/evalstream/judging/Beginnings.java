package io.evalstream.judging;

import io.evalstream.state.Excerpt;
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
        question == null ? null : of(question, TEXT),
        of(response, TEXT),
        explanation == null ? null : of(explanation, EXPLANATION));
  }

  /// Cut between code points.
  private static String of(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
  }
}
