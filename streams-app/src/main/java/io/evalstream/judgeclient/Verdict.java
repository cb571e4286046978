package io.evalstream.judgeclient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.evalstream.trace.Opening;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a judge's text comes to.
///
/// The label must be one of those offered, apart from case and surrounding blanks. It is never
/// guessed from words that happen to stand in the text: "incorrect" holds "correct". Nor is it
/// taken from an object inside the text, which may be quoted from what is judged.
sealed interface Verdict {

  /// A label was given, as it was offered; or the answer to an open question.
  record Given(String label, @Nullable String explanation) implements Verdict {}

  /// No label was given.
  ///
  /// @param problem tells the judge what was wrong
  record Missing(String problem) implements Verdict {}

  static Verdict read(String content, List<String> labels) {
    String text = Text.afterThoughts(content).strip();
    Optional<String> bare = offered(labels, text);
    if (bare.isPresent()) {
      return new Given(bare.get(), null);
    }
    JsonNode reply = Text.lastWord(text);
    if (!reply.isObject()) {
      return new Missing("it does not end in one JSON object");
    }
    if (!reply.path("label").isTextual()) {
      return new Missing("its JSON object has no text under \"label\"");
    }
    String label = reply.path("label").asText();
    return offered(labels, label)
        .<Verdict>map(name -> new Given(name, explanation(reply)))
        .orElseGet(
            () -> new Missing("the label \"" + OneLine.of(label, 60) + "\" was not offered"));
  }

  /// The text under `answer` that ends the reply.
  static Verdict readOpen(String content) {
    JsonNode answer = Text.lastWord(Text.afterThoughts(content).strip()).path("answer");
    return answer.isTextual() || answer.isNumber()
        ? new Given(answer.asText().strip(), null)
        : new Missing("it does not end in one JSON object with a text under \"answer\"");
  }

  /// The explanation of a reply that has nothing else; null when it says nothing.
  static @Nullable String explanation(String content) {
    String text = Text.afterThoughts(content).strip();
    JsonNode reply = Text.lastWord(text);
    if (reply.isObject()) {
      return explanation(reply);
    }
    return text.isEmpty() ? null : Opening.marked(text, Text.LONGEST_EXPLANATION);
  }

  private static Optional<String> offered(List<String> labels, String text) {
    return labels.stream().filter(label -> label.equalsIgnoreCase(text.strip())).findFirst();
  }

  private static @Nullable String explanation(JsonNode reply) {
    String text = reply.path("explanation").asText("").strip();
    return text.isEmpty() ? null : Opening.marked(text, Text.LONGEST_EXPLANATION);
  }

  /// A reply with decoration around it: thoughts, code fences, a friendly sentence.
  final class Text {

    static final int LONGEST_EXPLANATION = 4000;

    private static final Pattern THOUGHTS =
        Pattern.compile("^\\s*<think>.*?</think>", Pattern.DOTALL);
    private static final String FENCE = "```";

    private Text() {}

    static String afterThoughts(String content) {
      return THOUGHTS.matcher(content).replaceFirst("");
    }

    /// The object that begins at the first brace and ends the reply. No other is read: it may be a
    /// quotation from the judged text, whose author is not the judge.
    static JsonNode lastWord(String text) {
      int brace = text.indexOf('{');
      if (brace < 0) {
        return MissingNode.getInstance();
      }
      int end = text.endsWith(FENCE) ? text.length() - FENCE.length() : text.length();
      return Json.readWholeOrMissing(text.substring(brace, end));
    }
  }
}
