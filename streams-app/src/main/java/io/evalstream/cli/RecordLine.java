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
    ObjectNode headers = JsonNodeFactory.instance.objectNode();
    entry.headers().entrySet().stream()
        .filter(header -> header.getKey().startsWith(OURS))
        .forEach(
            header ->
                headers.put(
                    header.getKey().substring(OURS.length()),
                    new String(header.getValue(), UTF_8)));
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.setAll(headers);
    byte[] value = entry.value();
    if (value == null) {
      line.putNull("value");
      return line.toString();
    }
    try {
      ObjectNode record =
          AvroJson.write(avro.read(value, entry.headers().get(WireFormat.VALUE_HEADER)));
      return headers.isEmpty() ? record.toString() : line.set("value", record).toString();
    } catch (UndecodableException e) {
      line.put("value", new String(value, UTF_8));
      return line.toString();
    }
  }
}
