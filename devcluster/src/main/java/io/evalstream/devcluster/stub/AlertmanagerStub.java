package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.devcluster.loopback.LoopbackServer;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One replica of an Alertmanager on 127.0.0.1: takes alerts of its API v2 and keeps the last state
/// of each, by its labels. What breaks a rule of [AlertmanagerRules] is answered with 400, and
/// [#rejections] has it. Safe for many threads.
public final class AlertmanagerStub implements AutoCloseable {

  private final PlannedFailures failures = new PlannedFailures();
  private final LoopbackServer server;

  // Guarded by this. By their labels.
  private final Map<JsonNode, JsonNode> alerts = new LinkedHashMap<>();
  private final List<JsonNode> received = new ArrayList<>();
  private final List<String> rejections = new ArrayList<>();

  private AlertmanagerStub(int port) {
    this.server =
        LoopbackServer.start(
            "alertmanager stub", port, routes -> routes.post("/api/v2/alerts", this::receive));
  }

  /// Starts a replica that knows of no alert.
  ///
  /// @param port 0 for any free one
  public static AlertmanagerStub start(int port) {
    return new AlertmanagerStub(port);
  }

  /// The address without a path.
  public String url() {
    return server.url();
  }

  /// The last state of each alert, in the order in which they first came.
  public synchronized List<JsonNode> alerts() {
    return List.copyOf(alerts.values());
  }

  /// All that came, oldest first.
  public synchronized List<JsonNode> received() {
    return List.copyOf(received);
  }

  /// The alerts that fire at this time: their end is still to come.
  public synchronized List<JsonNode> firingAt(Instant time) {
    return alerts.values().stream()
        .filter(alert -> Instant.parse(alert.path("endsAt").asText()).isAfter(time))
        .toList();
  }

  /// What was wrong with the alerts that were not accepted.
  public synchronized List<String> rejections() {
    return List.copyOf(rejections);
  }

  /// Answers the next requests with this status.
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
    JsonNode posted = SlackStub.parse(http.body());
    List<String> complaints =
        AlertmanagerRules.complaints(String.valueOf(http.contentType()), posted);
    if (complaints.isEmpty()) {
      keep(posted);
      http.result("");
    } else {
      reject(complaints);
      http.status(400).result("{\"code\":602,\"message\":\"invalid\"}");
    }
  }

  private synchronized void keep(JsonNode posted) {
    for (JsonNode alert : posted) {
      alerts.put(alert.path("labels"), alert);
      received.add(alert);
    }
  }

  private synchronized void reject(List<String> complaints) {
    rejections.addAll(complaints);
  }

  @Override
  public void close() {
    server.close();
  }
}
