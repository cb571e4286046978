package io.evalstream.console.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.event.Alert;
import io.evalstream.notify.NotifyConfig;
import io.evalstream.notify.SlackMessage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The message about an alert as Slack shows it, made of the same blocks that are sent.
///
/// *Guarantees:* every text is escaped. The only markup that is read is that of links to http and
/// https; what else looks like markup is shown as it is.
final class SlackPreview {

  private static final Pattern LINK = Pattern.compile("<(https?://[^|<>\\s]+)\\|([^<>|]+)>");

  private SlackPreview() {}

  static String html(Alert alert, NotifyConfig config) {
    return html(SlackMessage.of(alert, config));
  }

  /// @param message as it is posted: blocks, and attachments with blocks beside a line of colour
  static String html(JsonNode message) {
    StringBuilder html = new StringBuilder("<div class=\"slack\">");
    blocks(html, message.path("blocks"));
    for (JsonNode attachment : message.path("attachments")) {
      html.append("<div class=\"slack__more slack__more--")
          .append(colour(attachment.path("color").asText()))
          .append("\">");
      blocks(html, attachment.path("blocks"));
      html.append("</div>");
    }
    return html.append("</div>").toString();
  }

  /// The style has the colours: a message cannot bring one.
  private static String colour(String code) {
    return switch (code) {
      case "#d92d20" -> "red";
      case "#f79009" -> "orange";
      case "#12b76a" -> "green";
      default -> "none";
    };
  }

  private static void blocks(StringBuilder html, JsonNode blocks) {
    for (JsonNode block : blocks) {
      switch (block.path("type").asText()) {
        case "header" -> element(html, "slack__title", block.path("text"));
        case "section" -> element(html, "slack__text", block.path("text"));
        case "context" ->
            block.path("elements").forEach(text -> element(html, "slack__context", text));
        default -> html.append("<p class=\"slack__text\">[").append(shown(block)).append("]</p>");
      }
    }
  }

  private static String shown(JsonNode block) {
    return ShownText.html(block.path("type").asText());
  }

  private static void element(StringBuilder html, String style, JsonNode text) {
    String raw = text.path("text").asText();
    html.append("<p dir=\"auto\" class=\"").append(style).append("\">");
    html.append(text.path("type").asText().equals("mrkdwn") ? withLinks(raw) : plain(raw));
    html.append("</p>");
  }

  private static String withLinks(String text) {
    StringBuilder html = new StringBuilder();
    Matcher link = LINK.matcher(text);
    int end = 0;
    while (link.find()) {
      html.append(plain(text.substring(end, link.start())));
      html.append("<a rel=\"noopener noreferrer\" href=\"").append(plain(link.group(1)));
      html.append("\">").append(plain(link.group(2))).append("</a>");
      end = link.end();
    }
    return html.append(plain(text.substring(end))).toString();
  }

  /// Slack's three escapes are undone, and everything is escaped for HTML.
  private static String plain(String text) {
    return ShownText.html(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
  }
}
