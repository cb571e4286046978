package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonGenerator;
import io.evalstream.devcluster.wire.WireReply;
import io.evalstream.devcluster.wire.WireRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Anthropic's messages.
record AnthropicDialect() implements Dialect {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  @Override
  public ChatRequest read(WireRequest http) {
    if (http.header("anthropic-version").isEmpty()) {
      throw new IllegalArgumentException("anthropic-version: header is required");
    }
    ChatRequest request = ChatRequest.parse(http.body());
    if (request.maxReplyTokens() == 0) {
      throw new IllegalArgumentException("max_tokens: Field required");
    }
    return request;
  }

  @Override
  public byte[] body(String id, long created, ChatRequest request, ChatReply reply) {
    boolean call = isCall(request, reply);
    return ChatJson.write(
        json -> {
          json.writeStringField("id", "msg_" + id);
          json.writeStringField("type", "message");
          json.writeStringField("role", "assistant");
          json.writeStringField("model", request.model());
          json.writeArrayFieldStart("content");
          if (call) {
            writeToolUse(json, request, reply);
          } else if (!reply.isRefusal()) {
            writeText(json, reply);
          }
          json.writeEndArray();
          json.writeStringField("stop_reason", stopReason(reply, call));
          json.writeNullField("stop_sequence");
          writeUsage(json, request, reply);
        });
  }

  /// What is no JSON cannot be the input of a tool; then the model talks.
  private static boolean isCall(ChatRequest request, ChatReply reply) {
    return request.format() == ReplyFormat.TOOL
        && !reply.isRefusal()
        && (reply.isWhole() || reply.stop() == ChatReply.Stop.LIMIT);
  }

  /// An input that was cut off is empty.
  private static void writeToolUse(JsonGenerator json, ChatRequest request, ChatReply reply)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "tool_use");
    json.writeStringField("id", "toolu_1");
    json.writeStringField("name", request.evaluator());
    json.writeFieldName("input");
    json.writeRawValue(reply.isWhole() ? reply.content() : "{}");
    json.writeEndObject();
  }

  private static void writeText(JsonGenerator json, ChatReply reply) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "text");
    json.writeStringField("text", reply.content());
    json.writeEndObject();
  }

  private static String stopReason(ChatReply reply, boolean call) {
    return switch (reply.stop()) {
      case END -> call ? "tool_use" : "end_turn";
      case LIMIT -> "max_tokens";
      case REFUSAL -> "refusal";
    };
  }

  private static void writeUsage(JsonGenerator json, ChatRequest request, ChatReply reply)
      throws IOException {
    json.writeObjectFieldStart("usage");
    json.writeNumberField("input_tokens", request.promptTokens());
    json.writeNumberField("cache_creation_input_tokens", 0);
    json.writeNumberField("cache_read_input_tokens", 0);
    json.writeNumberField("output_tokens", reply.tokens());
    json.writeEndObject();
  }

  @Override
  public WireReply error(Trouble trouble) {
    return AnthropicError.of(trouble).reply();
  }

  @Override
  public String idHeader() {
    return "request-id";
  }

  @Override
  public void addLimits(WireReply reply, Standing requests, Standing tokens, Instant now) {
    addLimit(reply, "requests", requests, now);
    addLimit(reply, "tokens", tokens, now);
  }

  /// The time of the reset is rounded up to a second, so that nobody comes too early.
  private static void addLimit(WireReply reply, String what, Standing standing, Instant now) {
    String prefix = "anthropic-ratelimit-" + what;
    Instant reset =
        now.plusNanos(standing.resetNanos() + NANOS_PER_SECOND - 1).truncatedTo(ChronoUnit.SECONDS);
    reply
        .header(prefix + "-limit", Long.toString(standing.limit()))
        .header(prefix + "-remaining", Long.toString(standing.remaining()))
        .header(prefix + "-reset", reset.toString());
  }

  @Override
  public void addWait(WireReply reply, long nanos) {
    reply.header("retry-after", Long.toString(Math.ceilDiv(nanos, NANOS_PER_SECOND)));
  }
}
