package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the API v2 of Alertmanager accepts [1], and no more: a key that it does not know is a
/// complaint.
///
/// [1] https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
final class AlertmanagerRules {

  private static final Set<String> KEYS =
      Set.of("labels", "annotations", "startsAt", "endsAt", "generatorURL");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final List<String> complaints = new ArrayList<>();

  private AlertmanagerRules() {}

  /// What is wrong with a body; empty when Alertmanager would take it.
  static List<String> complaints(String contentType, JsonNode posted) {
    AlertmanagerRules rules = new AlertmanagerRules();
    if (!contentType.startsWith("application/json")) {
      rules.complaints.add("Content-Type: must be application/json, was " + contentType);
    }
    if (!posted.isArray() || posted.isEmpty()) {
      rules.complaints.add("body: must be an array of alerts");
    } else {
      posted.forEach(rules::checkAlert);
    }
    return List.copyOf(rules.complaints);
  }

  private void checkAlert(JsonNode alert) {
    alert
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                complaints.add(key + ": unknown key");
              }
            });
    checkTexts("labels", alert.path("labels"), true);
    checkTexts("annotations", alert.path("annotations"), false);
    if (alert.path("labels").path("alertname").asText().isEmpty()) {
      complaints.add("labels.alertname: must be given");
    }
    checkTimes(alert);
    if (alert.has("generatorURL")) {
      checkUrl(alert.path("generatorURL").asText());
    }
  }

  private void checkTexts(String where, JsonNode texts, boolean filled) {
    if (!texts.isObject()) {
      complaints.add(where + ": must be an object");
      return;
    }
    texts
        .properties()
        .forEach(
            entry -> {
              String at = where + "." + entry.getKey();
              if (!NAME.matcher(entry.getKey()).matches()) {
                complaints.add(at + ": must be a name of letters, digits and _");
              }
              if (!entry.getValue().isTextual()) {
                complaints.add(at + ": must be a text");
              } else if (filled && entry.getValue().asText().isEmpty()) {
                complaints.add(at + ": must not be empty");
              }
            });
  }

  private void checkTimes(JsonNode alert) {
    Instant starts = time("startsAt", alert);
    Instant ends = time("endsAt", alert);
    if (starts != null && ends != null && ends.isBefore(starts)) {
      complaints.add("endsAt: must not be before startsAt");
    }
  }

  private @Nullable Instant time(String key, JsonNode alert) {
    try {
      return Instant.parse(alert.path(key).asText());
    } catch (DateTimeParseException e) {
      complaints.add(key + ": must be a time of RFC 3339, was " + alert.path(key));
      return null;
    }
  }

  private void checkUrl(String text) {
    try {
      if (URI.create(text).isAbsolute()) {
        return;
      }
    } catch (IllegalArgumentException malformed) {
      // told below
    }
    complaints.add("generatorURL: must be a URL, was " + text);
  }
}
