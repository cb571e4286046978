package io.evalstream.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.Alert;

/// The message to Slack for one transition of an alert.
///
/// Every text is plain, on one line, escaped and cut to its own limit, so no alert can break a
/// limit of Slack or mention anybody: 150 characters for a header, 3000 for a section, and less
/// than 10,000 for the whole message, beyond which Slack was seen to refuse it.
///
/// @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Block Kit</a>
final class SlackMessage {

  private static final int HEADER = 150;
  private static final int LINE = 600;
  private static final int FALLBACK = 1_000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SlackMessage() {}

  static ObjectNode of(Alert alert) {
    AlertText text = new AlertText(alert);
    ObjectNode message = JSON.objectNode();
    message.put("text", SlackText.line(text.title() + ": " + text.headline(), FALLBACK));
    message.put("unfurl_links", false).put("unfurl_media", false);
    ArrayNode blocks = message.putArray("blocks");
    blocks.addObject().put("type", "header").set("text", plain(text.title(), HEADER));
    section(blocks, text.measure());
    section(blocks, alert.getSummary());
    section(blocks, text.when());
    section(blocks, text.scope());
    section(blocks, text.examples());
    context(blocks, "Alert " + alert.getAlertKey());
    return message;
  }

  private static void section(ArrayNode blocks, String text) {
    ObjectNode plain = plain(text, LINE);
    // Slack refuses a text that is empty.
    if (!plain.get("text").textValue().isEmpty()) {
      blocks.addObject().put("type", "section").set("text", plain);
    }
  }

  private static void context(ArrayNode blocks, String text) {
    blocks.addObject().put("type", "context").putArray("elements").add(plain(text, LINE));
  }

  private static ObjectNode plain(String text, int limit) {
    return JSON.objectNode()
        .put("type", "plain_text")
        .put("text", SlackText.line(text, limit))
        .put("emoji", false);
  }
}
