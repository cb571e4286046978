package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.Http.Reply;

/// Requests for Anthropic's messages, as a monitor makes them.
final class MessageBodies {

  static final String PATH = "/v1/messages";

  private static final JsonMapper JSON = new JsonMapper();

  private MessageBodies() {}

  static Reply post(Http http, ObjectNode body) throws Exception {
    return http.post(PATH, body.toString(), "anthropic-version", "2023-06-01");
  }

  /// Asks whether a response is faithful, in the words of the prompt alone.
  static ObjectNode asking(String response) {
    ObjectNode body = JSON.createObjectNode().put("model", "stub-1").put("max_tokens", 100);
    body.put("system", "You judge.");
    body.putArray("messages").addObject().put("role", "user").put("content", prompt(response));
    return body;
  }

  static String prompt(String response) {
    return """
        <data-a1 name="response">
        %s
        </data-a1>

        Question: Is it so?

        Labels:
        - faithful: it is
        - unfaithful

        Reply with {"explanation": "...", "label": "..."}: first the one, then the other."""
        .formatted(response);
  }

  /// A schema with these keys.
  static ObjectNode schema(String... keys) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (String key : keys) {
      ObjectNode property = properties.putObject(key).put("type", "string");
      if (key.equals("label")) {
        property.putArray("enum").add("faithful").add("unfaithful");
      }
    }
    return schema;
  }
}
