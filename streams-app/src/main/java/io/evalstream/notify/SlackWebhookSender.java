package io.evalstream.notify;

import io.evalstream.async.Attempt;
import io.evalstream.async.Call;
import io.evalstream.async.CallResult;
import io.evalstream.async.CallResult.Answered;
import java.util.Map;

/// Posts messages to an incoming webhook of Slack. Safe for use by many threads.
///
/// Only Slack's `ok` counts as delivered. No answer, 408, 429 and 5xx are tried again; any other
/// answer is final, as the next attempt would get the same. A webhook does not recognise a
/// repetition: an attempt that Slack took, but whose answer was lost, is posted twice.
record SlackWebhookSender(SlackWebhook channel, Links links, Poster poster)
    implements Call<Message, Delivery> {

  @Override
  public CallResult<Delivery> call(Message message, Attempt attempt) throws InterruptedException {
    String body = SlackMessage.of(message.alert(), message.severity(), links).toString();
    Reply reply = poster.post(channel.uri(), Map.of(), body, attempt.timeout());
    return reply instanceof Reply.Answer(int status, String text, _)
            && status == 200
            && text.equals("ok")
        ? new Answered<>(Delivery.TOLD)
        : reply.failure();
  }
}
