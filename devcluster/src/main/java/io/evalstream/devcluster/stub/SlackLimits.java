package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What Slack accepts of a message.
///
/// The sum of all texts is not documented; longer messages were seen to be rejected.
///
/// @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Block Kit</a>
final class SlackLimits {

  private static final int BLOCKS = 50;
  private static final int FALLBACK_CHARS = 4_000;
  private static final int ALL_CHARS = 10_000;

  private final List<String> complaints = new ArrayList<>();
  private int chars;

  private SlackLimits() {}

  /// What is wrong with a message; empty when Slack would take it.
  static List<String> complaints(JsonNode message) {
    SlackLimits limits = new SlackLimits();
    limits.checkMessage(message);
    return List.copyOf(limits.complaints);
  }

  private void checkMessage(JsonNode message) {
    if (!message.isObject()) {
      complaints.add("message: must be a JSON object");
      return;
    }
    String fallback = message.path("text").asText();
    if (fallback.isBlank() && !eachAttachmentHasAFallback(message)) {
      complaints.add("text: must be there, for notifications and screen readers");
    }
    checkLength("text", fallback, FALLBACK_CHARS);
    if (message.path("mrkdwn").asBoolean(true)) {
      checkMarkup("text", fallback);
    }
    checkBlocks("blocks", message.path("blocks"));
    JsonNode attachments = message.path("attachments");
    for (int i = 0; i < attachments.size(); i++) {
      checkBlocks("attachments[" + i + "].blocks", attachments.get(i).path("blocks"));
    }
    if (chars >= ALL_CHARS) {
      complaints.add("blocks: all texts must be shorter than " + ALL_CHARS + ", was " + chars);
    }
  }

  /// Older programs, such as Alertmanager, send attachments with a text of their own and nothing
  /// else.
  private static boolean eachAttachmentHasAFallback(JsonNode message) {
    JsonNode attachments = message.path("attachments");
    for (JsonNode attachment : attachments) {
      if (attachment.path("fallback").asText().isBlank()) {
        return false;
      }
    }
    return !attachments.isEmpty();
  }

  private void checkBlocks(String where, JsonNode blocks) {
    checkCount(where, blocks, 0, BLOCKS);
    for (int i = 0; i < blocks.size(); i++) {
      checkBlock(where + "[" + i + "]", blocks.get(i));
    }
  }

  private void checkBlock(String where, JsonNode block) {
    checkLength(where + ".block_id", block.path("block_id").asText(), 255);
    String type = block.path("type").asText();
    switch (type) {
      case "header" -> checkText(where + ".text", block.path("text"), 150, true);
      case "section" -> checkSection(where, block);
      case "context" -> checkContext(where + ".elements", block.path("elements"));
      case "actions" -> checkActions(where + ".elements", block.path("elements"));
      case "divider" -> {}
      default ->
          complaints.add(
              where
                  + ".type: must be one of header, section, context, actions, divider, was "
                  + type);
    }
  }

  private void checkSection(String where, JsonNode section) {
    JsonNode fields = section.path("fields");
    if (section.has("text")) {
      checkText(where + ".text", section.path("text"), 3_000, false);
    } else if (fields.isEmpty()) {
      complaints.add(where + ": must have text or fields");
    }
    checkCount(where + ".fields", fields, 0, 10);
    for (int i = 0; i < fields.size(); i++) {
      checkText(where + ".fields[" + i + "]", fields.get(i), 2_000, false);
    }
    if (section.has("accessory")) {
      checkButton(where + ".accessory", section.path("accessory"));
    }
  }

  private void checkContext(String where, JsonNode elements) {
    checkCount(where, elements, 1, 10);
    for (int i = 0; i < elements.size(); i++) {
      checkText(where + "[" + i + "]", elements.get(i), 3_000, false);
    }
  }

  private void checkActions(String where, JsonNode elements) {
    checkCount(where, elements, 1, 25);
    for (int i = 0; i < elements.size(); i++) {
      checkButton(where + "[" + i + "]", elements.get(i));
    }
  }

  private void checkButton(String where, JsonNode button) {
    if (!button.path("type").asText().equals("button")) {
      complaints.add(where + ".type: must be button, was " + button.path("type").asText());
    }
    checkText(where + ".text", button.path("text"), 75, true);
    checkLength(where + ".value", button.path("value").asText(), 2_000);
    checkLength(where + ".url", button.path("url").asText(), 3_000);
    checkLength(where + ".action_id", button.path("action_id").asText(), 255);
  }

  private void checkText(String where, JsonNode text, int max, boolean plainOnly) {
    String type = text.path("type").asText();
    if (!type.equals("plain_text") && (plainOnly || !type.equals("mrkdwn"))) {
      complaints.add(
          where + ".type: must be plain_text" + (plainOnly ? "" : " or mrkdwn") + ", was " + type);
    }
    String value = text.path("text").asText();
    if (value.isEmpty()) {
      complaints.add(where + ".text: must not be empty");
    }
    checkLength(where + ".text", value, max);
    chars += value.length();
    if (type.equals("mrkdwn")) {
      checkMarkup(where + ".text", value);
    }
  }

  private void checkMarkup(String where, String text) {
    Mrkdwn.complaints(text).forEach(complaint -> complaints.add(where + ": " + complaint));
  }

  private void checkLength(String where, String text, int max) {
    if (text.length() > max) {
      complaints.add(where + ": must have " + max + " characters at most, was " + text.length());
    }
  }

  private void checkCount(String where, JsonNode list, int min, int max) {
    if (list.size() < min || list.size() > max) {
      complaints.add(where + ": must have " + min + " to " + max + " elements, was " + list.size());
    }
  }
}
