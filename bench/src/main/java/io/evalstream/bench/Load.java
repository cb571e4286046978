package io.evalstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.event.ChatEvent;
import io.evalstream.topic.EventWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// Traces of about 1 KB that a judge stub knows: each response is its own row.
///
/// @param traces how many
record Load(int traces) {

  private static final String APP = "bench";
  private static final String FILLER = "The quick brown fox jumps over the lazy dog. ".repeat(20);

  /// Writes the rows that the judge stub answers from.
  void writeLabels(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
      for (int i = 0; i < traces; i++) {
        out.write(
            "{\"id\":\"bench-%d\",\"question\":\"%s\",\"response\":\"%s\",\"labels\":{\"toxicity\":\"%s\"}}%n"
                .formatted(i, question(), response(i), i % 10 == 0 ? "toxic" : "non_toxic"));
      }
    }
  }

  /// Publishes them all, as fast as Kafka takes them.
  void publish(EventWriter writer) {
    for (int i = 0; i < traces; i++) {
      writer.send(
          ChatEvent.newBuilder()
              .setTraceId("bench-" + i)
              .setApp(APP)
              .setOccurredAt(Instant.now())
              .setQuestion(question())
              .setResponse(response(i))
              .setRetrievalCount(0)
              .build());
    }
    writer.flush();
  }

  private static String question() {
    return "What does the fox do?";
  }

  private static String response(int i) {
    return "Answer number " + i + ". " + FILLER.strip();
  }
}
