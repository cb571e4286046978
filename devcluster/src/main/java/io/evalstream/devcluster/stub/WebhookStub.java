package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.devcluster.loopback.LoopbackServer;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A program on 127.0.0.1 that takes JSON, and keeps what it took. Safe for many threads.
public final class WebhookStub implements AutoCloseable {

  private static final String PATH = "/hooks/stub";

  private final PlannedFailures failures = new PlannedFailures();
  private final LoopbackServer server;

  // Guarded by this.
  private final List<Received> received = new ArrayList<>();

  /// @param headers by name, in any case
  public record Received(Map<String, String> headers, JsonNode body) {}

  private WebhookStub(int port) {
    this.server =
        LoopbackServer.start("webhook stub", port, routes -> routes.post(PATH, this::receive));
  }

  /// Starts a program that has taken nothing.
  ///
  /// @param port 0 for any free one
  public static WebhookStub start(int port) {
    return new WebhookStub(port);
  }

  /// Where to post.
  public String url() {
    return server.url() + PATH;
  }

  /// What it took, oldest first.
  public synchronized List<Received> received() {
    return List.copyOf(received);
  }

  /// Answers the next requests with this status; 429 comes with `Retry-After: 1`.
  public void failNext(int requests, int status) {
    failures.add(requests, status, "planned failure");
  }

  /// Answers all requests well from now on.
  public void recover() {
    failures.clear();
  }

  private void receive(Context http) {
    if (failures.answered(http)) {
      return;
    }
    JsonNode body = SlackStub.parse(http.body());
    if (!body.isObject()) {
      http.status(400).result("not an object");
      return;
    }
    keep(new Received(headers(http), body));
    http.status(202).result("");
  }

  private static Map<String, String> headers(Context http) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(http.headerMap());
    return headers;
  }

  private synchronized void keep(Received request) {
    received.add(request);
  }

  @Override
  public void close() {
    server.close();
  }
}
