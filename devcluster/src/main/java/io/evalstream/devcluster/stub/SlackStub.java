package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.evalstream.devcluster.loopback.LoopbackServer;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Slack on 127.0.0.1, with an incoming webhook and the two methods of the Web API that an app
/// needs to post and to change a message: takes what Slack would take, and keeps it.
///
/// The webhook answers a message within the limits with 200 `ok`, any other with 400
/// `invalid_payload`; as with Slack, the reply does not say why, but [#rejections] does. The Web
/// API is a [SlackWebApi]. Safe for many threads.
public final class SlackStub implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PATH = "/services/T00000000/B00000000/stub";
  private static final String API = "/api";

  private final Consumer<JsonNode> listener;
  private final PlannedFailures failures = new PlannedFailures();
  private final SlackWebApi api;
  private final LoopbackServer server;

  // Guarded by this.
  private final List<JsonNode> messages = new ArrayList<>();
  private final List<String> rejections = new ArrayList<>();

  private SlackStub(int port, Consumer<JsonNode> listener) {
    this.listener = listener;
    this.api = new SlackWebApi(failures, this::reject);
    this.server =
        LoopbackServer.start(
            "slack stub",
            port,
            routes -> {
              routes.post(PATH, this::receive);
              routes.post(API + "/chat.postMessage", api::postMessage);
              routes.post(API + "/chat.update", api::update);
            });
  }

  /// Starts a Slack that only keeps its messages.
  ///
  /// @param port 0 for any free one
  public static SlackStub start(int port) {
    return start(port, message -> {});
  }

  /// Starts a Slack.
  ///
  /// @param port 0 for any free one
  /// @param listener gets each message to the webhook before its sender gets the reply
  public static SlackStub start(int port, Consumer<JsonNode> listener) {
    return new SlackStub(port, listener);
  }

  /// Where to post.
  public String webhookUrl() {
    return server.url() + PATH;
  }

  /// Where the methods of the Web API are.
  public String apiUrl() {
    return server.url() + API;
  }

  /// The token that the Web API takes.
  public String botToken() {
    return SlackWebApi.TOKEN;
  }

  /// The name of the one channel that there is.
  public String channel() {
    return SlackWebApi.CHANNEL_NAME;
  }

  /// The port that it listens on, never 0.
  public int port() {
    return server.port();
  }

  /// The messages to the webhook, oldest first.
  public synchronized List<JsonNode> messages() {
    return List.copyOf(messages);
  }

  /// The messages of the app as they are now, oldest first, replies included.
  public List<SlackPost> posts() {
    return api.posts();
  }

  /// Somebody deletes the messages of the app.
  public void deletePosts() {
    api.deletePosts();
  }

  /// What was wrong with the messages that were not accepted.
  public synchronized List<String> rejections() {
    return List.copyOf(rejections);
  }

  /// Answers the next requests with 429 and `Retry-After: 1`, after those that fail already.
  public void rateLimitNext(int requests) {
    failures.add(requests, 429, "rate_limited");
  }

  /// Answers the next requests with 500, after those that fail already.
  public void breakNext(int requests) {
    failures.add(requests, 500, "internal_error");
  }

  /// Answers the next requests to the Web API with 200 and this error, as Slack does.
  public void refuseNext(int requests, String error) {
    failures.add(requests, 200, error);
  }

  /// Answers the next requests well, after those that fail already and before those that are going
  /// to.
  public void takeNext(int requests) {
    failures.add(requests, 0, "");
  }

  /// Answers all requests well from now on.
  public void recover() {
    failures.clear();
  }

  private void receive(Context http) {
    if (failures.answered(http)) {
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

  static JsonNode parse(String body) {
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
