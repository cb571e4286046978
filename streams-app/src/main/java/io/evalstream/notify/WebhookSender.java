package io.evalstream.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.async.Attempt;
import io.evalstream.async.Call;
import io.evalstream.async.CallResult;
import io.evalstream.async.CallResult.Answered;
import io.evalstream.topic.AvroJson;
import java.util.HashMap;
import java.util.Map;

/// Posts alerts as JSON: the record as it is on the topic, and the message for people beside it.
/// Safe for use by many threads.
///
/// 2xx is delivered. No answer, 408, 429 and 5xx are tried again; any other answer is final. Each
/// attempt carries the same `Idempotency-Key`, so that a receiver can drop a repetition.
record WebhookSender(WebhookChannel channel, Links links, Poster poster)
    implements Call<Message, Delivery> {

  @Override
  public CallResult<Delivery> call(Message message, Attempt attempt) throws InterruptedException {
    Map<String, String> headers = new HashMap<>();
    channel.headers().forEach((header, value) -> headers.put(header, value.reveal()));
    headers.put("Idempotency-Key", IdempotencyKey.of(attempt.requestId()));
    Reply reply = poster.post(channel.uri(), headers, body(message).toString(), attempt.timeout());
    return reply instanceof Reply.Answer answer && answer.isSuccess()
        ? new Answered<>(Delivery.TOLD)
        : reply.failure();
  }

  private ObjectNode body(Message message) {
    PlainText text = new PlainText(message.alert(), message.severity(), links);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("title", text.title());
    body.put("text", text.text());
    body.put("severity", message.severity().wireName());
    ObjectNode found = body.putObject("links");
    links.of(message.alert()).forEach(found::put);
    body.set("alert", AvroJson.write(message.alert()));
    return body;
  }
}
