package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// A chat completion, and what it looks like when it goes wrong.
///
/// @param content null for a refusal
/// @param refusal null unless the judge refuses
/// @param finishReason `stop`, or `length` when the token limit cut it off
record ChatReply(@Nullable String content, @Nullable String refusal, String finishReason) {

  private static final int USUAL_SIZE = 512;

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
    return "{\"explanation\":"
        + quoted(verdict.explanation())
        + ",\"label\":"
        + quoted(verdict.label())
        + "}";
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /// The body of the reply.
  ///
  /// @param id names the call
  /// @param created in seconds since the epoch
  byte[] body(String id, long created, ChatRequest request) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = ChatJson.MAPPER.createGenerator(body)) {
      json.writeStartObject();
      json.writeStringField("id", "chatcmpl-" + id);
      json.writeStringField("object", "chat.completion");
      json.writeNumberField("created", created);
      json.writeStringField("model", request.model());
      writeChoice(json);
      writeUsage(json, request);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return body.toByteArray();
  }

  private void writeChoice(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("choices");
    json.writeStartObject();
    json.writeNumberField("index", 0);
    json.writeObjectFieldStart("message");
    json.writeStringField("role", "assistant");
    json.writeStringField("content", content);
    json.writeStringField("refusal", refusal);
    json.writeEndObject();
    json.writeNullField("logprobs");
    json.writeStringField("finish_reason", finishReason);
    json.writeEndObject();
    json.writeEndArray();
  }

  private void writeUsage(JsonGenerator json, ChatRequest request) throws IOException {
    int prompt = request.promptTokens();
    int completion = written().length() / ChatRequest.CHARS_PER_TOKEN;
    json.writeObjectFieldStart("usage");
    json.writeNumberField("prompt_tokens", prompt);
    json.writeNumberField("completion_tokens", completion);
    json.writeNumberField("total_tokens", prompt + completion);
    json.writeEndObject();
  }

  private String written() {
    return content == null ? String.valueOf(refusal) : content;
  }
}
