package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Messages to Slack, each with one part that matters.
final class SlackMessages {

  private static final JsonMapper JSON = new JsonMapper();

  private SlackMessages() {}

  static ObjectNode fallback(String text) {
    return JSON.createObjectNode().put("text", text);
  }

  static ObjectNode blocks(ObjectNode... blocks) {
    ObjectNode message = fallback("faithfulness is down");
    ArrayNode list = message.putArray("blocks");
    for (ObjectNode block : blocks) {
      list.add(block);
    }
    return message;
  }

  static ObjectNode block(String type) {
    return JSON.createObjectNode().put("type", type);
  }

  static ObjectNode plain(String text) {
    return text("plain_text", text);
  }

  static ObjectNode mrkdwn(String text) {
    return text("mrkdwn", text);
  }

  private static ObjectNode text(String type, String text) {
    return JSON.createObjectNode().put("type", type).put("text", text);
  }

  static ObjectNode header(String text) {
    return block("header").set("text", plain(text));
  }

  static ObjectNode section(String text) {
    return block("section").set("text", mrkdwn(text));
  }

  static ObjectNode fields(int count, String text) {
    ObjectNode section = block("section");
    ArrayNode fields = section.putArray("fields");
    for (int i = 0; i < count; i++) {
      fields.add(mrkdwn(text));
    }
    return section;
  }

  static ObjectNode context(int count) {
    ObjectNode context = block("context");
    ArrayNode elements = context.putArray("elements");
    for (int i = 0; i < count; i++) {
      elements.add(plain("app"));
    }
    return context;
  }

  static ObjectNode buttons(int count, String text, String url) {
    ObjectNode actions = block("actions");
    ArrayNode elements = actions.putArray("elements");
    for (int i = 0; i < count; i++) {
      ObjectNode button = block("button").put("url", url);
      button.set("text", plain(text));
      elements.add(button);
    }
    return actions;
  }
}
