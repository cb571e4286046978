package io.evalstream.devcluster.stub;

import java.util.List;
import java.util.Map;

/// A request for a reply of a model, as far as a judge looks at it.
///
/// @param evaluator name of the JSON schema of the reply, or of the tool; empty when there is none
/// @param labels to choose from: the values that the schema allows for `label`, or those that the
///   prompt lists
/// @param format how the shape of the reply is asked for
/// @param keys what the reply is to hold, in this order
/// @param blocks the judged texts, of the first message that has any
/// @param promptChars length of all messages
/// @param maxReplyTokens the most that the reply may have, 0 when the request does not say
record ChatRequest(
    String model,
    String evaluator,
    List<String> labels,
    ReplyFormat format,
    List<String> keys,
    Map<String, String> blocks,
    int promptChars,
    long maxReplyTokens) {

  static final int CHARS_PER_TOKEN = 4;

  ChatRequest {
    labels = List.copyOf(labels);
    keys = List.copyOf(keys);
    blocks = Map.copyOf(blocks);
  }

  private record Question(String prompt, Map<String, String> blocks) {}

  /// Reads a request.
  ///
  /// @throws IllegalArgumentException naming the field that is missing or wrong
  static ChatRequest parse(byte[] body) {
    ChatRequestReader reader = new ChatRequestReader();
    reader.read(body);
    Question question = question(reader.texts());
    return new ChatRequest(
        text(reader.model(), "model"),
        reader.evaluator(),
        labels(reader.labels(), question.prompt()),
        reader.format(),
        reader.keys().isEmpty() ? ReplyWish.keys(reader.texts().getLast()) : reader.keys(),
        question.blocks(),
        reader.texts().stream().mapToInt(String::length).sum(),
        reader.maxReplyTokens());
  }

  int promptTokens() {
    return promptChars / CHARS_PER_TOKEN;
  }

  /// What it takes from a limit of tokens: nobody knows yet how long the reply will be.
  long tokens() {
    return promptTokens() + maxReplyTokens;
  }

  private static Question question(List<String> texts) {
    return texts.stream()
        .map(text -> new Question(text, TextBlocks.in(text)))
        .filter(found -> !found.blocks().isEmpty())
        .findFirst()
        .orElseThrow(() -> missing("messages", "hold a block <data-NONCE name=\"...\">"));
  }

  private static String text(String value, String name) {
    if (value.isEmpty()) {
      throw missing(name, "be a text");
    }
    return value;
  }

  private static List<String> labels(List<String> allowed, String prompt) {
    List<String> labels = allowed.isEmpty() ? ReplyWish.labels(prompt) : allowed;
    if (labels.isEmpty()) {
      throw missing("messages", "list the labels below a line 'Labels:', for no schema does");
    }
    return labels;
  }

  private static IllegalArgumentException missing(String name, String rule) {
    return new IllegalArgumentException(name + " must " + rule);
  }
}
