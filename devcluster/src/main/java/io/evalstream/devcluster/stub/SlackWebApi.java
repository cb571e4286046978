package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `chat.postMessage` and `chat.update` of Slack [1], for an app in one channel.
///
/// What is refused is answered with 200, `"ok": false` and an error. A channel has a name and an
/// id; messages are changed by the id, as with Slack. Safe for many threads.
///
/// [1] https://docs.slack.dev/reference/methods/chat.update
final class SlackWebApi {

  static final String TOKEN = "xoxb-stub-1234567890";
  static final String CHANNEL_NAME = "#evals";

  private static final String CHANNEL_ID = "C0EVALS";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final PlannedFailures failures;
  private final Consumer<List<String>> rejected;

  // Guarded by this. By ts.
  private final Map<String, SlackPost> posts = new LinkedHashMap<>();
  private int posted;

  /// @param rejected hears what was wrong with a message
  SlackWebApi(PlannedFailures failures, Consumer<List<String>> rejected) {
    this.failures = failures;
    this.rejected = rejected;
  }

  synchronized List<SlackPost> posts() {
    return List.copyOf(posts.values());
  }

  synchronized void deletePosts() {
    posts.clear();
  }

  void postMessage(Context http) {
    JsonNode message = accepted(http);
    if (message != null) {
      post(http, message);
    }
  }

  private synchronized void post(Context http, JsonNode message) {
    String channel = message.path("channel").asText();
    String thread = message.path("thread_ts").asText();
    if (!channel.equals(CHANNEL_NAME) && !channel.equals(CHANNEL_ID)) {
      refuse(http, "channel_not_found");
    } else if (!thread.isEmpty() && !posts.containsKey(thread)) {
      refuse(http, "thread_not_found");
    } else {
      String ts = "1700000000.%06d".formatted(++posted);
      posts.put(ts, new SlackPost(ts, thread.isEmpty() ? null : thread, message, 0));
      ok(http, ts);
    }
  }

  void update(Context http) {
    JsonNode message = accepted(http);
    if (message != null) {
      change(http, message);
    }
  }

  private synchronized void change(Context http, JsonNode message) {
    String ts = message.path("ts").asText();
    SlackPost post = posts.get(ts);
    if (!message.path("channel").asText().equals(CHANNEL_ID)) {
      refuse(http, "channel_not_found");
    } else if (post == null) {
      refuse(http, "message_not_found");
    } else {
      posts.put(ts, new SlackPost(ts, post.threadTs(), message, post.changes() + 1));
      ok(http, ts);
    }
  }

  /// Null when the request was answered with an error.
  private @Nullable JsonNode accepted(Context http) {
    PlannedFailures.Failure failure = failures.next();
    if (failure != null) {
      fail(http, failure);
      return null;
    }
    String authorization = http.header("Authorization");
    if (authorization == null || !authorization.equals("Bearer " + TOKEN)) {
      refuse(http, authorization == null ? "not_authed" : "invalid_auth");
      return null;
    }
    JsonNode message = SlackStub.parse(http.body());
    List<String> complaints = SlackLimits.complaints(message);
    if (!complaints.isEmpty()) {
      rejected.accept(complaints);
      refuse(http, "invalid_blocks");
      return null;
    }
    return message;
  }

  private static void fail(Context http, PlannedFailures.Failure failure) {
    if (failure.status() == 200) {
      refuse(http, failure.word());
    } else {
      failure.answer(http);
    }
  }

  private static void refuse(Context http, String error) {
    answer(http, JSON.objectNode().put("ok", false).put("error", error));
  }

  private static void ok(Context http, String ts) {
    answer(http, JSON.objectNode().put("ok", true).put("channel", CHANNEL_ID).put("ts", ts));
  }

  private static void answer(Context http, ObjectNode reply) {
    http.contentType("application/json").result(reply.toString());
  }
}
