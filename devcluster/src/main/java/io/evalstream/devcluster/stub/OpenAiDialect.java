package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evalstream.devcluster.wire.WireReply;
import io.evalstream.devcluster.wire.WireRequest;
import java.io.IOException;
import java.time.Instant;

/// OpenAI's chat completions.
record OpenAiDialect() implements Dialect {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  @Override
  public ChatRequest read(WireRequest http) {
    ChatRequest request = ChatRequest.parse(http.body());
    if (request.format() == ReplyFormat.JSON_SCHEMA && request.evaluator().isEmpty()) {
      throw new IllegalArgumentException("response_format.json_schema.name must be a text");
    }
    return request;
  }

  @Override
  public byte[] body(String id, long created, ChatRequest request, ChatReply reply) {
    return ChatJson.write(
        json -> {
          json.writeStringField("id", "chatcmpl-" + id);
          json.writeStringField("object", "chat.completion");
          json.writeNumberField("created", created);
          json.writeStringField("model", request.model());
          writeChoice(json, request, reply);
          writeUsage(json, request, reply);
        });
  }

  private static void writeChoice(JsonGenerator json, ChatRequest request, ChatReply reply)
      throws IOException {
    boolean call = request.format() == ReplyFormat.TOOL && !reply.isRefusal();
    json.writeArrayFieldStart("choices");
    json.writeStartObject();
    json.writeNumberField("index", 0);
    json.writeObjectFieldStart("message");
    json.writeStringField("role", "assistant");
    json.writeStringField("content", call || reply.isRefusal() ? null : reply.content());
    json.writeStringField("refusal", reply.isRefusal() ? reply.content() : null);
    if (call) {
      writeToolCall(json, request, reply);
    }
    json.writeEndObject();
    json.writeNullField("logprobs");
    json.writeStringField("finish_reason", finishReason(reply, call));
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writeToolCall(JsonGenerator json, ChatRequest request, ChatReply reply)
      throws IOException {
    json.writeArrayFieldStart("tool_calls");
    json.writeStartObject();
    json.writeStringField("id", "call_1");
    json.writeStringField("type", "function");
    json.writeObjectFieldStart("function");
    json.writeStringField("name", request.evaluator());
    json.writeStringField("arguments", reply.content());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static String finishReason(ChatReply reply, boolean call) {
    return switch (reply.stop()) {
      case END -> call ? "tool_calls" : "stop";
      case LIMIT -> "length";
      case REFUSAL -> "stop";
    };
  }

  private static void writeUsage(JsonGenerator json, ChatRequest request, ChatReply reply)
      throws IOException {
    json.writeObjectFieldStart("usage");
    json.writeNumberField("prompt_tokens", request.promptTokens());
    json.writeNumberField("completion_tokens", reply.tokens());
    json.writeNumberField("total_tokens", request.promptTokens() + reply.tokens());
    json.writeEndObject();
  }

  @Override
  public WireReply error(Trouble trouble) {
    return OpenAiError.of(trouble).reply();
  }

  @Override
  public String idHeader() {
    return "x-request-id";
  }

  @Override
  public void addLimits(WireReply reply, Standing requests, Standing tokens, Instant now) {
    addLimit(reply, "requests", requests);
    addLimit(reply, "tokens", tokens);
  }

  private static void addLimit(WireReply reply, String what, Standing standing) {
    reply
        .header("x-ratelimit-limit-" + what, Long.toString(standing.limit()))
        .header("x-ratelimit-remaining-" + what, Long.toString(standing.remaining()))
        .header("x-ratelimit-reset-" + what, Standing.time(standing.resetNanos()));
  }

  @Override
  public void addWait(WireReply reply, long nanos) {
    reply
        .header("Retry-After", Long.toString(Math.ceilDiv(nanos, NANOS_PER_SECOND)))
        .header("retry-after-ms", Long.toString(Math.ceilDiv(nanos, NANOS_PER_MILLI)));
  }
}
