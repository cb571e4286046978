package io.evalstream.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What people see of a message of Slack, from above to below.
final class Shown {

  private Shown() {}

  static List<String> texts(JsonNode message) {
    return Stream.concat(
            stream(message.path("blocks")),
            stream(message.path("attachments"))
                .flatMap(attachment -> stream(attachment.path("blocks"))))
        .flatMap(Shown::textsOfBlock)
        .toList();
  }

  private static Stream<String> textsOfBlock(JsonNode block) {
    Stream<JsonNode> texts =
        block.has("elements") ? stream(block.get("elements")) : Stream.of(block.get("text"));
    return texts.map(text -> text.get("text").asText());
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
