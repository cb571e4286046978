package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.evalstream.devcluster.loopback.LoopbackServer;
import io.javalin.http.Context;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Slack's incoming webhook on 127.0.0.1: takes what Slack would take, and keeps it.
///
/// A message within the limits is answered with 200 `ok`, any other with 400 `invalid_payload`; as
/// with Slack, the reply does not say why, but [#rejections] does. Safe for many threads.
public final class SlackStub implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PATH = "/services/T00000000/B00000000/stub";

  private final Consumer<JsonNode> listener;
  private final LoopbackServer server;

  // Guarded by this.
  private final List<JsonNode> messages = new ArrayList<>();
  private final List<String> rejections = new ArrayList<>();
  private final Deque<Integer> failures = new ArrayDeque<>();

  private SlackStub(int port, Consumer<JsonNode> listener) {
    this.listener = listener;
    this.server =
        LoopbackServer.start("slack stub", port, routes -> routes.post(PATH, this::receive));
  }

  /// Starts a webhook that only keeps its messages.
  ///
  /// @param port 0 for any free one
  public static SlackStub start(int port) {
    return start(port, message -> {});
  }

  /// Starts a webhook.
  ///
  /// @param port 0 for any free one
  /// @param listener gets each accepted message before its sender gets the reply
  public static SlackStub start(int port, Consumer<JsonNode> listener) {
    return new SlackStub(port, listener);
  }

  /// Where to post.
  public String webhookUrl() {
    return server.url() + PATH;
  }

  /// The port that it listens on, never 0.
  public int port() {
    return server.port();
  }

  /// The accepted messages, oldest first.
  public synchronized List<JsonNode> messages() {
    return List.copyOf(messages);
  }

  /// What was wrong with the messages that were not accepted.
  public synchronized List<String> rejections() {
    return List.copyOf(rejections);
  }

  /// Answers the next requests with 429 and `Retry-After: 1`, after those that fail already.
  public void rateLimitNext(int requests) {
    failNext(requests, 429);
  }

  /// Answers the next requests with 500, after those that fail already.
  public void breakNext(int requests) {
    failNext(requests, 500);
  }

  private synchronized void failNext(int requests, int status) {
    for (int i = 0; i < requests; i++) {
      failures.add(status);
    }
  }

  private void receive(Context http) {
    Integer failure = nextFailure();
    if (failure != null) {
      fail(http, failure);
      return;
    }
    JsonNode message = parse(http.body());
    List<String> complaints = SlackLimits.complaints(message);
    if (complaints.isEmpty()) {
      keep(message);
      listener.accept(message);
      http.result("ok");
    } else {
      reject(complaints);
      http.status(400).result("invalid_payload");
    }
  }

  private synchronized @Nullable Integer nextFailure() {
    return failures.poll();
  }

  private static void fail(Context http, int status) {
    if (status == 429) {
      http.header("Retry-After", "1");
    }
    http.status(status).result(status == 429 ? "rate_limited" : "internal_error");
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private synchronized void keep(JsonNode message) {
    messages.add(message);
  }

  private synchronized void reject(List<String> complaints) {
    rejections.addAll(complaints);
  }

  @Override
  public void close() {
    server.close();
  }
}
