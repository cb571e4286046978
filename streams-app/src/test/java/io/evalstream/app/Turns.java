package io.evalstream.app;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The parts of the turns that the tests are about: a question on opening hours to `docs-bot`.
public final class Turns {

  public static final String APP = "docs-bot";
  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private Turns() {}

  /// A turn that does not say how many retrievals it had.
  public static ChatEvent event(String traceId) {
    return ChatEvent.newBuilder()
        .setTraceId(traceId)
        .setApp(APP)
        .setOccurredAt(NOON)
        .setQuestion("When do you open?")
        .setResponse("At nine.")
        .build();
  }

  public static ChatEvent event(String traceId, int retrievals) {
    return ChatEvent.newBuilder(event(traceId)).setRetrievalCount(retrievals).build();
  }

  public static ChatEvent eventOf(String app, String traceId) {
    return ChatEvent.newBuilder(event(traceId, 0)).setApp(app).build();
  }

  /// A turn without retrieval at another time.
  public static ChatEvent eventAt(String traceId, Instant occurredAt) {
    return ChatEvent.newBuilder(event(traceId, 0)).setOccurredAt(occurredAt).build();
  }

  /// A retrieval that found the documents of these ids; the text of `doc-1` is `text of doc-1`.
  public static RetrievalSpan span(String traceId, String spanId, String... documents) {
    return new RetrievalSpan(
        traceId,
        spanId,
        APP,
        NOON.minusSeconds(1),
        null,
        Arrays.stream(documents).map(Turns::document).toList(),
        null,
        null,
        Map.of());
  }

  private static RetrievedDocument document(String id) {
    return new RetrievedDocument(id, "text of " + id, null, null, Map.of(), List.of());
  }
}
