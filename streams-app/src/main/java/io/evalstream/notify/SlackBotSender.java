package io.evalstream.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.async.Attempt;
import io.evalstream.async.Call;
import io.evalstream.async.CallResult;
import io.evalstream.async.CallResult.Answered;
import io.evalstream.async.CallResult.Retry;
import io.evalstream.trace.Opening;
import java.util.Map;
import java.util.Set;

/// Posts messages through the Web API of Slack [1], with the token of an app. Safe for use by many
/// threads.
///
/// A firing alert is a new message. When it is resolved, that message is changed, and a short reply
/// in its thread says so to those who follow it; a reminder is a reply. Where the first message is
/// not known, or gone, there is a new message instead.
///
/// The Web API answers 200 to what it refuses too: only `"ok": true` counts. What Slack calls an
/// error of its own is tried again, any other is final.
///
/// [1] https://docs.slack.dev/reference/methods/chat.postMessage
record SlackBotSender(SlackBot channel, Links links, Poster poster)
    implements Call<Message, Delivery> {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> OVERLOADED = Set.of("ratelimited", "rate_limited");
  private static final Set<String> PASSING =
      Set.of(
          "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout",
          "team_added_to_org");

  /// The message is gone, or the app no longer comes to the channel that it is in.
  private static final Set<String> GONE =
      Set.of(
          "message_not_found",
          "thread_not_found",
          "cant_update_message",
          "edit_window_closed",
          "invalid_ts",
          "channel_not_found",
          "is_archived",
          "not_in_channel");

  @Override
  public CallResult<Delivery> call(Message message, Attempt attempt) throws InterruptedException {
    SlackPlace first = message.first();
    if (first == null) {
      return post(message, attempt);
    }
    return message.isFiring() ? remind(message, first, attempt) : resolve(message, first, attempt);
  }

  private CallResult<Delivery> post(Message message, Attempt attempt) throws InterruptedException {
    ObjectNode body = SlackMessage.of(message.alert(), message.severity(), links);
    body.put("channel", channel.channel());
    return switch (send("chat.postMessage", body, attempt)) {
      case Outcome.Ok(JsonNode reply) -> new Answered<>(posted(reply));
      case Outcome.Failed failed -> failed.result;
    };
  }

  private Delivery posted(JsonNode reply) {
    String id = reply.path("channel").asText();
    String ts = reply.path("ts").asText();
    return id.isEmpty() || ts.isEmpty()
        ? Delivery.TOLD
        : new Delivery.Told(new SlackPlace(id, ts), "");
  }

  private CallResult<Delivery> remind(Message message, SlackPlace first, Attempt attempt)
      throws InterruptedException {
    return switch (reply(message, first, attempt)) {
      case Outcome.Ok _ -> new Answered<>(Delivery.TOLD);
      case Outcome.Failed failed -> failed.gone ? post(message, attempt) : failed.result;
    };
  }

  private CallResult<Delivery> resolve(Message message, SlackPlace first, Attempt attempt)
      throws InterruptedException {
    ObjectNode body = SlackMessage.of(message.alert(), message.severity(), links);
    body.remove(Set.of("unfurl_links", "unfurl_media", "mrkdwn"));
    body.put("channel", first.channel()).put("ts", first.ts());
    if (send("chat.update", body, attempt) instanceof Outcome.Failed failed) {
      return failed.gone ? post(message, attempt) : failed.result;
    }
    // The message says already what the reply would say: only what may pass is tried again.
    return reply(message, first, attempt) instanceof Outcome.Failed(Retry<Delivery> retry, _)
        ? retry
        : new Answered<>(Delivery.TOLD);
  }

  private Outcome reply(Message message, SlackPlace first, Attempt attempt)
      throws InterruptedException {
    ObjectNode body = SlackMessage.reply(message.alert(), message.severity());
    body.put("channel", first.channel()).put("thread_ts", first.ts());
    return send("chat.postMessage", body, attempt);
  }

  private Outcome send(String method, ObjectNode body, Attempt attempt)
      throws InterruptedException {
    Reply reply =
        poster.post(
            channel.method(method),
            Map.of("Authorization", "Bearer " + channel.token().reveal()),
            body.toString(),
            attempt.timeout());
    if (reply instanceof Reply.Answer answer && answer.isSuccess()) {
      return outcome(method, answer, parse(answer.body()));
    }
    return new Outcome.Failed(reply.failure(), false);
  }

  private static Outcome outcome(String method, Reply.Answer answer, JsonNode reply) {
    if (reply.path("ok").asBoolean(false)) {
      return new Outcome.Ok(reply);
    }
    String error = reply.path("error").asText();
    if (error.isEmpty()) {
      return new Outcome.Failed(new Answered<>(new Delivery.Failed(answer.detail())), false);
    }
    String detail = method + ": " + Opening.marked(error, Reply.DETAIL);
    boolean overloaded = OVERLOADED.contains(error);
    CallResult<Delivery> failure =
        overloaded || PASSING.contains(error)
            ? new Retry<>("slack_" + error, detail, answer.retryAfter(), overloaded)
            : new Answered<>(new Delivery.Failed(detail));
    return new Outcome.Failed(failure, GONE.contains(error));
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException garbage) {
      return MissingNode.getInstance();
    }
  }

  private sealed interface Outcome {

    record Ok(JsonNode reply) implements Outcome {}

    /// @param gone whether what was to be changed, or answered, is no longer there
    record Failed(CallResult<Delivery> result, boolean gone) implements Outcome {}
  }
}
