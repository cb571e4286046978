package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.registry.GenericAvroReader;
import io.evalstream.registry.WireFormat;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.TopicTail;
import io.evalstream.topic.UndecodableException;

/// A record as one line of JSON. A value that is not Avro is shown as text, and headers of our own,
/// those of dead letters, beside it.
final class RecordLine {

  private static final String OURS = "evalstream.";

  private final GenericAvroReader avro;

  RecordLine(GenericAvroReader avro) {
    this.avro = avro;
  }

  String of(TopicTail.Entry entry) {
    return PlainText.json(json(entry).toString());
  }

  private ObjectNode json(TopicTail.Entry entry) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    entry
        .headers()
        .forEach(
            (name, text) -> {
              if (name.startsWith(OURS)) {
                line.put(
                    name.substring(OURS.length()), text == null ? "" : new String(text, UTF_8));
              }
            });
    byte[] value = entry.value();
    if (value == null) {
      return line.putNull("value");
    }
    try {
      ObjectNode record =
          AvroJson.write(avro.read(value, entry.headers().get(WireFormat.VALUE_HEADER)));
      return line.isEmpty() ? record : line.set("value", record);
    } catch (UndecodableException e) {
      return line.put("value", new String(value, UTF_8));
    }
  }
}
