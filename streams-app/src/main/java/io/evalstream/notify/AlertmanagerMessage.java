package io.evalstream.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.Alert;
import io.evalstream.trace.Opening;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// An alert as Alertmanager takes it [1].
///
/// Its labels are its identity, so they are the same for as long as it fires: what changes, numbers
/// above all, is in the annotations.
///
/// [1] https://prometheus.io/docs/alerting/latest/alerts_api/
final class AlertmanagerMessage {

  private static final int LABEL = 500;
  private static final int ANNOTATION = 4_000;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AlertmanagerMessage() {}

  /// @param alive how long a firing alert lives without being told again
  static ArrayNode of(Message message, Links links, Instant now, Duration alive) {
    Alert alert = message.alert();
    ObjectNode json = JSON.objectNode();
    labels(json.putObject("labels"), alert, message.severity());
    Map<String, String> found = links.of(alert);
    annotations(json.putObject("annotations"), message, links, found);
    Instant ends = message.isFiring() ? now.plus(alive) : earlier(alert.getTransitionedAt(), now);
    json.put("startsAt", time(earlier(message.startedAt(), ends)));
    json.put("endsAt", time(ends));
    String generator = found.getOrDefault("dashboard", found.getOrDefault("traces", ""));
    if (!generator.isEmpty()) {
      json.put("generatorURL", generator);
    }
    return JSON.arrayNode().add(json);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static void labels(ObjectNode labels, Alert alert, Severity severity) {
    put(labels, "alertname", alert.getRule(), LABEL);
    put(labels, "app", alert.getApp(), LABEL);
    put(labels, "evaluator", alert.getEvaluator(), LABEL);
    put(labels, "dimension", alert.getDimension(), LABEL);
    put(labels, "value", alert.getValue(), LABEL);
    put(labels, "severity", severity.wireName(), LABEL);
  }

  private static void annotations(
      ObjectNode annotations, Message message, Links links, Map<String, String> found) {
    PlainText text = new PlainText(message.alert(), message.severity(), links);
    put(annotations, "summary", text.title(), ANNOTATION);
    put(annotations, "description", text.text(), ANNOTATION);
    found.forEach(
        (name, url) ->
            put(annotations, name.equals("runbook") ? "runbook_url" : name, url, ANNOTATION));
  }

  /// Alertmanager takes an empty value as none.
  private static void put(ObjectNode json, String name, String value, int limit) {
    String told = Opening.marked(SlackText.visible(value), limit);
    if (!told.isEmpty()) {
      json.put(name, told);
    }
  }
}
