package io.evalstream.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.app.StageHarness;
import io.evalstream.app.StageHarness.Letter;
import io.evalstream.app.Turns;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Message;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.ToolCall;
import io.evalstream.metric.Metric;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestTopologyTest {

  private static final String CONFIG = "apps: [ { id: docs-bot, evaluators: [ toxicity ] } ]\n";
  private static final String CHAT = "chat-events";

  @Test
  void notAvro_isADeadLetter() {
    refuses("not_avro", monitor -> "hello".getBytes(UTF_8));
  }

  @Test
  void unknownSchemaId_isADeadLetter() {
    refuses(
        "unknown_schema_id",
        monitor -> ByteBuffer.allocate(9).put((byte) 0).putInt(987_654).putInt(1).array());
  }

  /// The registry of the tests, like many others, has no GUIDs.
  @Test
  void guidAtARegistryWithoutGuids_isADeadLetter() {
    refuses("unknown_schema_id", monitor -> ByteBuffer.allocate(30).put((byte) 1).array());
  }

  @Test
  void cutAvro_isADeadLetter() {
    refuses(
        "undecodable",
        monitor -> {
          byte[] whole = monitor.bytes(CHAT, Turns.event("t-bad"));
          return java.util.Arrays.copyOf(whole, whole.length - 3);
        });
  }

  @Test
  void spanOnTheTopicOfEvents_isADeadLetter() {
    refuses(
        "wrong_type",
        monitor -> monitor.bytes("retrieval-spans", Turns.span("t-bad", "s", "doc-1")));
  }

  @Test
  void recordOfAnotherApplication_isADeadLetter() {
    refuses("wrong_type", monitor -> monitor.bytes("greetings", new Message("user", "Hi")));
  }

  @Test
  void jsonWithAWrongType_isADeadLetter() {
    refusesJson("invalid_json", "{\"trace_id\": \"t\", \"app\": \"docs-bot\", \"response\": 5}");
  }

  @Test
  void jsonWithoutAField_isADeadLetter() {
    refusesJson("invalid_json", "{\"trace_id\": \"t\", \"app\": \"docs-bot\"}");
  }

  @Test
  void cutJson_isADeadLetter() {
    refusesJson("not_json", "{\"trace_id\": \"t\", \"app\"");
  }

  @Test
  void twoEventsInOneRecord_areADeadLetter() {
    refusesJson("not_json", json("t-1") + json("t-2"));
  }

  @Test
  void emptyValue_isADeadLetter() {
    refuses("empty", monitor -> new byte[0]);
  }

  @Test
  void nullValue_isADeadLetter() {
    refuses("empty", monitor -> null);
  }

  @Test
  void answerOfFiveMegabytes_isADeadLetterThatIsCut() {
    Letter letter =
        refuses(
            "too_large",
            monitor ->
                monitor.bytes(
                    CHAT,
                    ChatEvent.newBuilder(Turns.event("t-bad"))
                        .setResponse("x".repeat(5_000_000))
                        .build()));

    assertThat(letter.value().length).isLessThan(1_000_000);
    assertThat(letter.headers().get("evalstream.full_size")).startsWith("50000");
  }

  @ParameterizedTest
  @CsvSource({
    "trace_id, '', empty_field",
    "app, ' ', empty_field",
    "response, '', empty_field",
    "occurred_at, 1970-01-01T00:00:00Z, too_old",
    "occurred_at, 2026-03-09T12:00:00Z, in_future",
    "occurred_at, +999999999-01-01T00:00:00Z, invalid_json",
    "retrieval_count, -1, invalid_field",
    "sampling_probability, 0, invalid_field",
    "sampling_probability, 1.5, invalid_field",
    "sampling_probability, 1e-200, invalid_field",
  })
  void fieldThatBreaksItsRule_isADeadLetter(String field, String value, String reason)
      throws Exception {
    boolean number = field.equals("retrieval_count") || field.equals("sampling_probability");
    ObjectNode event = new ObjectMapper().readValue(json("t-bad"), ObjectNode.class);
    if (number) {
      event.put(field, Double.parseDouble(value));
    } else {
      event.put(field, value);
    }

    Letter letter = refusesJson(reason, event.toString());

    assertThat(letter.headers().get("evalstream.detail")).contains(field);
  }

  @Test
  void traceIdThatIsTooLong_isADeadLetter() {
    refuses("invalid_field", monitor -> monitor.bytes(CHAT, Turns.event("x".repeat(257))));
  }

  @Test
  void traceIdWithNul_isADeadLetter() {
    refuses("invalid_field", monitor -> monitor.bytes(CHAT, Turns.event("a\u0000b")));
  }

  @Test
  void toolCallWithoutName_isADeadLetter() {
    ToolCall nameless = new ToolCall(null, " ", null, null);
    ChatEvent event =
        ChatEvent.newBuilder(Turns.event("t-bad")).setToolCalls(List.of(nameless)).build();

    refuses("empty_field", monitor -> monitor.bytes(CHAT, event));
  }

  @Test
  void moreToolCallsThanAllowed_isADeadLetter() {
    List<ToolCall> calls = Collections.nCopies(201, new ToolCall(null, "hours", null, null));
    ChatEvent event = ChatEvent.newBuilder(Turns.event("t-bad")).setToolCalls(calls).build();

    refuses("invalid_field", monitor -> monitor.bytes(CHAT, event));
  }

  @Test
  void documentTwiceInOneSpan_isADeadLetterThatFitsATopic() {
    String id = "d".repeat(340_000);
    RetrievalSpan span = Turns.span("t-bad", "s-1", id, id);
    RetrievalSpan bare =
        RetrievalSpan.newBuilder(span)
            .setDocuments(
                span.getDocuments().stream()
                    .map(
                        document ->
                            io.evalstream.event.RetrievedDocument.newBuilder(document)
                                .setText("")
                                .build())
                    .toList())
            .build();
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(bare);

      assertThat(monitor.deadLetters()).extracting(Letter::reason).containsExactly("invalid_field");
    }
  }

  @Test
  void deadLetter_tellsWhereItCameFrom() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(Turns.event("t-1", 0));

      monitor.sendBytes(CHAT, "some-key", "hello".getBytes(UTF_8));

      assertThat(monitor.deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.key()).isEqualTo("some-key");
                assertThat(letter.value()).asString(UTF_8).isEqualTo("hello");
                assertThat(letter.headers())
                    .containsEntry("evalstream.topic", "evalstream.chat-events")
                    .containsEntry("evalstream.partition", "0")
                    .containsEntry("evalstream.offset", "1")
                    .containsEntry("evalstream.stage", "ingest")
                    .containsEntry("evalstream.reason", "not_avro")
                    .containsEntry("evalstream.time", "2026-03-02T12:00:00Z")
                    .containsKey("evalstream.detail");
              });
    }
  }

  @Test
  void jsonEvent_isJudgedLikeAnyOther() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.sendJson(CHAT, "t-1", json("t-1")).after(Duration.ofSeconds(5));

      assertThat(monitor.evaluations()).extracting(Evaluation::getTraceId).containsExactly("t-1");
    }
  }

  @Test
  void jsonWithoutTime_happenedWhenItsRecordDid() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor
          .sendJson(
              CHAT,
              "t-1",
              "{\"trace_id\": \"t-1\", \"app\": \"docs-bot\", \"response\": \"Yes.\","
                  + " \"retrieval_count\": 0}")
          .settle();

      assertThat(monitor.evaluations())
          .extracting(Evaluation::getOccurredAt)
          .containsExactly(Turns.NOON);
    }
  }

  @Test
  void unknownApp_isCountedUnderOneName() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(Turns.eventOf("one", "t-1")).send(Turns.eventOf("two", "t-2")).settle();

      assertThat(monitor.funnel("__unknown__", "chat_event", "received")).isEqualTo(2);
      assertThat(monitor.funnel("__unknown__", "chat_event", "unsampled")).isEqualTo(2);
      assertThat(monitor.evaluations()).isEmpty();
    }
  }

  @Test
  void recordInAnotherPartition_takesTheDetourAndIsJudgedOnce() {
    try (StageHarness monitor = StageHarness.withPartitions(4, CONFIG)) {
      for (int i = 0; i < 40; i++) {
        monitor.send(Turns.event("t-" + i, 0));
      }
      monitor.settle();

      assertThat(monitor.evaluations()).hasSize(40);
      assertThat(monitor.funnel("chat_event", "received")).isEqualTo(40);
      assertThat(monitor.counted(Metric.REKEYED)).isBetween(10.0, 39.0);
    }
  }

  @Test
  void spanOnTheDetour_keepsItsOrigin() {
    try (StageHarness monitor = StageHarness.withPartitions(1_000_000, CONFIG)) {
      monitor.send(Turns.span("t-1", "s-1", "doc-1")).after(Duration.ofMinutes(11));

      assertThat(monitor.deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).isEqualTo("orphan_span");
                assertThat(letter.headers())
                    .containsEntry("evalstream.topic", "evalstream.retrieval-spans")
                    .containsEntry("evalstream.offset", "0");
              });
    }
  }

  @Test
  void strangerOnTheDetour_isADeadLetter() {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.sendJson("rekeyed", "t-1", json("t-1"));

      assertThat(monitor.deadLetters())
          .extracting(Letter::reason)
          .containsExactly("unknown_origin");
    }
  }

  private static Letter refusesJson(String reason, String json) {
    return refuses(reason, monitor -> json.getBytes(UTF_8));
  }

  /// Sends a bad record between two good ones: the bad one is refused, and the stream goes on.
  private static Letter refuses(String reason, Function<StageHarness, byte[]> value) {
    try (StageHarness monitor = StageHarness.of(CONFIG)) {
      monitor.send(Turns.event("t-before", 0));
      monitor.sendBytes(CHAT, "t-bad", value.apply(monitor));
      monitor.send(Turns.event("t-after", 0)).settle();

      assertThat(monitor.evaluations())
          .extracting(Evaluation::getTraceId)
          .containsExactlyInAnyOrder("t-before", "t-after");
      assertThat(monitor.counted(Metric.DEAD_LETTERS)).isEqualTo(1);
      assertThat(monitor.deadLetters()).extracting(Letter::reason).containsExactly(reason);
      return monitor.deadLetters().getFirst();
    }
  }

  private static String json(String traceId) {
    return "{\"trace_id\": \"%s\", \"app\": \"docs-bot\", \"response\": \"Yes.\", \"occurred_at\": \"2026-03-02T12:00:00Z\"}"
        .formatted(traceId);
  }
}
