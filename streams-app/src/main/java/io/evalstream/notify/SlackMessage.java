package io.evalstream.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.Alert;
import io.evalstream.event.AlertExample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The message to Slack for one transition of an alert.
///
/// Every text that comes from outside is plain, escaped and cut to its own limit, so no alert can
/// break a limit of Slack or mention anybody: 150 characters for a header, 3000 for a section, and
/// less than 10,000 for the whole message, beyond which Slack was seen to refuse it. The only
/// markup is that of links, whose words are ours and whose values are percent-encoded.
///
/// What matters most is above the line of colour, the evidence beside it.
///
/// @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Block Kit</a>
public final class SlackMessage {

  private static final int HEADER = 150;
  private static final int LINE = 400;
  private static final int LONG_LINE = 600;
  private static final int FALLBACK = 1_000;
  private static final int PART = 130;
  private static final int EXAMPLE_LINE = 130;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SlackMessage() {}

  /// The message as a channel would get it that has not been told of the alert before.
  public static ObjectNode of(Alert alert, NotifyConfig config) {
    return of(alert, Severity.of(alert), config.links());
  }

  /// The whole message about an alert.
  static ObjectNode of(Alert alert, Severity severity, Links links) {
    AlertText text = new AlertText(alert, severity);
    ObjectNode message = message(text.title() + ": " + text.headline());
    ArrayNode blocks = message.putArray("blocks");
    blocks.addObject().put("type", "header").set("text", plain(text.title(), HEADER));
    section(blocks, text.reminder(), LINE);
    section(blocks, Wording.sentence(text.measure().sentence()), LINE);
    ObjectNode attachment = message.putArray("attachments").addObject();
    attachment.put("color", SlackColour.of(alert, severity).code());
    evidence(attachment.putArray("blocks"), text, links);
    return message;
  }

  private static void evidence(ArrayNode blocks, AlertText text, Links links) {
    Alert alert = text.alert();
    section(blocks, alert.getSummary(), LONG_LINE);
    section(blocks, text.measure().comparison(), LINE);
    section(blocks, text.when(), LINE);
    section(blocks, text.urgency(), LINE);
    section(blocks, text.decision(), LINE);
    section(blocks, text.scope(), LINE);
    lines(blocks, text.parts(), PART);
    section(blocks, text.coverage(), LINE);
    Examples examples = Examples.of(alert);
    for (int i = 0; i < examples.shown().size(); i++) {
      lines(blocks, Examples.lines(i + 1, examples.shown().get(i)), EXAMPLE_LINE);
    }
    links(blocks, examples(alert, examples, links));
    links(blocks, links.of(alert));
    context(blocks, "Alert " + alert.getAlertKey());
  }

  private static Map<String, String> examples(Alert alert, Examples examples, Links links) {
    Map<String, String> found = new LinkedHashMap<>();
    int number = 0;
    for (AlertExample example : examples.shown()) {
      String name = "trace " + ++number;
      links.trace(alert, example.getTraceId()).ifPresent(url -> found.put(name, url));
    }
    return found;
  }

  /// A few words, for the thread of the first message.
  static ObjectNode reply(Alert alert, Severity severity) {
    AlertText text = new AlertText(alert, severity);
    List<String> words = new ArrayList<>(List.of(text.title()));
    words.addAll(List.of(text.reminder(), Wording.sentence(text.headline()), text.when()));
    words.removeIf(String::isEmpty);
    ObjectNode message = message(words.getFirst());
    lines(message.putArray("blocks"), words, LONG_LINE);
    return message;
  }

  /// @param fallback for notifications and screen readers
  private static ObjectNode message(String fallback) {
    return JSON.objectNode()
        .put("text", SlackText.line(fallback, FALLBACK))
        .put("mrkdwn", false)
        .put("unfurl_links", false)
        .put("unfurl_media", false);
  }

  private static void section(ArrayNode blocks, String text, int limit) {
    lines(blocks, List.of(text), limit);
  }

  /// @param limit of each line
  private static void lines(ArrayNode blocks, List<String> lines, int limit) {
    String text =
        lines.stream()
            .map(line -> SlackText.line(line, limit))
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    // Slack refuses a text that is empty.
    if (!text.isEmpty()) {
      blocks.addObject().put("type", "section").set("text", plainAsIs(text));
    }
  }

  private static void links(ArrayNode blocks, Map<String, String> links) {
    if (!links.isEmpty()) {
      String text =
          links.entrySet().stream()
              .map(link -> "<" + SlackText.escape(link.getValue()) + "|" + link.getKey() + ">")
              .collect(Collectors.joining(" · "));
      blocks
          .addObject()
          .put("type", "section")
          .set("text", JSON.objectNode().put("type", "mrkdwn").put("text", text));
    }
  }

  private static void context(ArrayNode blocks, String text) {
    blocks.addObject().put("type", "context").putArray("elements").add(plain(text, LINE));
  }

  private static ObjectNode plain(String text, int limit) {
    return plainAsIs(SlackText.line(text, limit));
  }

  private static ObjectNode plainAsIs(String text) {
    return JSON.objectNode().put("type", "plain_text").put("text", text).put("emoji", false);
  }
}
