package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Requests as a monitor makes them.
final class ChatBodies {

  static final String PATH = "/v1/chat/completions";

  private static final JsonMapper JSON = new JsonMapper();

  private ChatBodies() {}

  /// Asks whether a response is faithful.
  static String asking(String response) {
    return request(response).toString();
  }

  /// Asks the same, with a limit of the reply under this key.
  static String asking(String response, String limitKey, int limit) {
    return request(response).put(limitKey, limit).toString();
  }

  /// A whole call with this body, as it goes over the wire.
  static String wire(String body, String... headers) {
    return "POST %s HTTP/1.1\r\nContent-Length: %d\r\n%s\r\n%s"
        .formatted(
            PATH,
            body.length(),
            Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining()),
            body);
  }

  private static ObjectNode request(String response) {
    ObjectNode request = JSON.createObjectNode().put("model", "stub-1");
    request
        .putArray("messages")
        .add(JSON.createObjectNode().put("role", "system").put("content", "You judge."))
        .add(
            JSON.createObjectNode()
                .put("role", "user")
                .put(
                    "content",
                    "<data-a1 name=\"response\">\n" + response + "\n</data-a1>\nIs it so?"));
    request
        .putObject("response_format")
        .put("type", "json_schema")
        .putObject("json_schema")
        .put("name", "faithfulness")
        .set("schema", MessageBodies.schema("explanation", "label"));
    return request;
  }
}
