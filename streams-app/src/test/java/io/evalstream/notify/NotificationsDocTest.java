package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.evalstream.app.Documents;
import io.evalstream.event.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds the examples of the page of notifications to the messages that are written.
class NotificationsDocTest {

  private static final String PAGE = "docs/notifications.md";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Test
  void page_showsTheMessages() {
    String page = Documents.read(Documents.page(PAGE));

    String missing =
        examples().entrySet().stream()
            .map(example -> block(example.getKey(), example.getValue()))
            .filter(block -> !page.contains(block))
            .collect(Collectors.joining("\n\n"));

    assertThat(missing).as("%s must have these blocks", PAGE).isEmpty();
  }

  private static String block(String name, String text) {
    return "<!-- " + name + " -->\n```text\n" + text + "\n```";
  }

  private static Map<String, String> examples() {
    Map<String, String> examples = new LinkedHashMap<>();
    examples.put("slack: above a limit", slack(Alerts.FIRING));
    examples.put("slack: reminder", thread(Alerts.REMINDER));
    examples.put("slack: resolved", slack(Alerts.RESOLVED));
    examples.put("slack: worse than a baseline", headline(Alerts.WORSE));
    examples.put("slack: not judged", headline(Alerts.NOT_JUDGED));
    examples.put("slack: absent", headline(Alerts.ABSENT));
    examples.put("slack: drift", headline(Alerts.DRIFT));
    examples.put("slack: unusable judge", headline(Alerts.UNUSABLE));
    examples.put("slack: judge that disagrees", headline(Alerts.DISAGREES));
    examples.put(
        "alertmanager",
        json(
            AlertmanagerMessage.of(
                Alerts.message(Alerts.FIRING),
                Alerts.LINKS,
                Instant.parse("2026-11-24T12:01:00Z"),
                Duration.ofMinutes(3))));
    return examples;
  }

  private static String slack(Alert alert) {
    return seen(SlackMessage.of(alert, Severity.PAGE, Alerts.LINKS));
  }

  private static String thread(Alert alert) {
    return seen(SlackMessage.reply(alert, Severity.PAGE));
  }

  private static String seen(JsonNode message) {
    return String.join("\n", Shown.texts(message));
  }

  private static String headline(Alert alert) {
    AlertText text = new AlertText(alert, Severity.of(alert));
    return text.title() + ": " + text.headline();
  }

  private static String json(JsonNode message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
