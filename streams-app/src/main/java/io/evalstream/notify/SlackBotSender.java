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
import org.jspecify.annotations.Nullable;

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
record SlackBotSender(String name, SlackBot channel, Links links, Poster poster)
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
    Outcome outcome = send("chat.postMessage", body, attempt);
    return outcome.ok ? new Answered<>(posted(outcome.reply)) : outcome.failure();
  }

  private Delivery posted(JsonNode reply) {
    String id = reply.path("channel").asText();
    String ts = reply.path("ts").asText();
    return id.isEmpty() || ts.isEmpty()
        ? Delivery.of(name)
        : new Delivery(name, true, "", new SlackPlace(id, ts));
  }

  private CallResult<Delivery> remind(Message message, SlackPlace first, Attempt attempt)
      throws InterruptedException {
    Outcome outcome = reply(message, first, attempt);
    if (outcome.ok) {
      return new Answered<>(Delivery.of(name));
    }
    return outcome.isGone() ? post(message, attempt) : outcome.failure();
  }

  private CallResult<Delivery> resolve(Message message, SlackPlace first, Attempt attempt)
      throws InterruptedException {
    ObjectNode body = SlackMessage.of(message.alert(), message.severity(), links);
    body.remove(Set.of("unfurl_links", "unfurl_media", "mrkdwn"));
    body.put("channel", first.channel()).put("ts", first.ts());
    Outcome changed = send("chat.update", body, attempt);
    if (!changed.ok) {
      return changed.isGone() ? post(message, attempt) : changed.failure();
    }
    Outcome told = reply(message, first, attempt);
    // The message says already what the reply would say: only what may pass is tried again.
    return told.ok || !(told.failure() instanceof Retry<Delivery>)
        ? new Answered<>(Delivery.of(name))
        : told.failure();
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
    return new Outcome(false, "", MissingNode.getInstance(), reply.failure(name));
  }

  private Outcome outcome(String method, Reply.Answer answer, JsonNode reply) {
    if (reply.path("ok").asBoolean(false)) {
      return new Outcome(true, "", reply, null);
    }
    String error = reply.path("error").asText();
    if (error.isEmpty()) {
      CallResult<Delivery> garbage = new Answered<>(Delivery.failed(name, answer.detail()));
      return new Outcome(false, "", reply, garbage);
    }
    String detail = method + ": " + Opening.marked(error, Reply.DETAIL);
    boolean overloaded = OVERLOADED.contains(error);
    CallResult<Delivery> failure =
        overloaded || PASSING.contains(error)
            ? new Retry<>("slack_" + error, detail, answer.retryAfter(), overloaded)
            : new Answered<>(Delivery.failed(name, detail));
    return new Outcome(false, error, reply, failure);
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException garbage) {
      return MissingNode.getInstance();
    }
  }

  /// @param error as Slack calls it; empty when it does not
  /// @param failing null when it is ok
  private record Outcome(
      boolean ok, String error, JsonNode reply, @Nullable CallResult<Delivery> failing) {

    boolean isGone() {
      return GONE.contains(error);
    }

    CallResult<Delivery> failure() {
      if (failing == null) {
        throw new IllegalStateException("it did not fail");
      }
      return failing;
    }
  }
}
