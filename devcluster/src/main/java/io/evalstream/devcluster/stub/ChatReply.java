package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// A chat completion, and what it looks like when it goes wrong.
///
/// @param content null for a refusal
/// @param refusal null unless the judge refuses
/// @param finishReason `stop`, or `length` when the token limit cut it off
record ChatReply(@Nullable String content, @Nullable String refusal, String finishReason) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CHARS_PER_TOKEN = 4;

  /// The reply of a judge that works.
  static ChatReply answered(Verdict verdict) {
    return new ChatReply(content(verdict), null, "stop");
  }

  /// Talks instead of answering in JSON.
  static ChatReply brokenJson(Verdict verdict) {
    return new ChatReply(
        "Sure! Here is my verdict: {\"explanation\": \"" + verdict.explanation(), null, "stop");
  }

  /// Says a label that nobody offered.
  static ChatReply wrongLabel(Verdict verdict) {
    return new ChatReply(
        content(new Verdict("not_" + verdict.label() + "_at_all", verdict.explanation())),
        null,
        "stop");
  }

  /// Stops in the middle.
  static ChatReply truncated(Verdict verdict) {
    String content = content(verdict);
    return new ChatReply(content.substring(0, content.length() / 2), null, "length");
  }

  /// Does not want to.
  static ChatReply refused() {
    return new ChatReply(null, "I'm sorry, but I can't help with that.", "stop");
  }

  private static String content(Verdict verdict) {
    return JSON.createObjectNode()
        .put("explanation", verdict.explanation())
        .put("label", verdict.label())
        .toString();
  }

  /// The body of the reply.
  ///
  /// @param id names the call
  /// @param created in seconds since the epoch
  String body(String id, long created, ChatRequest request) {
    ObjectNode root =
        JSON.createObjectNode()
            .put("id", "chatcmpl-" + id)
            .put("object", "chat.completion")
            .put("created", created)
            .put("model", request.model());
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", content)
        .put("refusal", refusal);
    choice.putNull("logprobs").put("finish_reason", finishReason);
    putUsage(root.putObject("usage"), request);
    return root.toString();
  }

  private void putUsage(ObjectNode usage, ChatRequest request) {
    int prompt = request.promptChars() / CHARS_PER_TOKEN;
    int completion = written().length() / CHARS_PER_TOKEN;
    usage
        .put("prompt_tokens", prompt)
        .put("completion_tokens", completion)
        .put("total_tokens", prompt + completion);
  }

  private String written() {
    return content == null ? String.valueOf(refusal) : content;
  }
}
