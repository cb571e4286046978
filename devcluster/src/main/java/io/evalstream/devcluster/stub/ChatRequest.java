package io.evalstream.devcluster.stub;

import java.util.List;
import java.util.Map;

/// A request for a chat completion, as far as a judge looks at it.
///
/// @param evaluator name of the JSON schema of the reply
/// @param labels the values that the schema allows for `label`
/// @param blocks the judged texts, of the first message that has any
/// @param promptChars length of all messages
/// @param maxReplyTokens the most that the reply may have, 0 when the request does not say
record ChatRequest(
    String model,
    String evaluator,
    List<String> labels,
    Map<String, String> blocks,
    int promptChars,
    long maxReplyTokens) {

  static final int CHARS_PER_TOKEN = 4;

  ChatRequest {
    labels = List.copyOf(labels);
    blocks = Map.copyOf(blocks);
  }

  /// Reads a request.
  ///
  /// @throws IllegalArgumentException naming the field that is missing or wrong
  static ChatRequest parse(byte[] body) {
    ChatRequestReader reader = new ChatRequestReader();
    reader.read(body);
    Map<String, String> blocks =
        reader.texts().stream()
            .map(TextBlocks::in)
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElseThrow(() -> missing("messages", "hold a block <data-NONCE name=\"...\">"));
    return new ChatRequest(
        text(reader.model(), "model"),
        text(reader.evaluator(), "response_format.json_schema.name"),
        labels(reader.labels()),
        blocks,
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

  private static String text(String value, String name) {
    if (value.isEmpty()) {
      throw missing(name, "be a text");
    }
    return value;
  }

  private static List<String> labels(List<String> labels) {
    if (labels.isEmpty()) {
      throw missing("response_format.json_schema.schema.properties.label.enum", "list the labels");
    }
    return labels;
  }

  private static IllegalArgumentException missing(String name, String rule) {
    return new IllegalArgumentException(name + " must " + rule);
  }
}
