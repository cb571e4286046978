package io.evalstream.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.state.TracePart;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAvroTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String CHAT =
      """
      {"trace_id": "t-1", "app": "docs-bot", "occurred_at": "2026-11-24T12:00:00Z",
       "response": "Yes."%s}
      """;

  @Test
  void absentFields_takeTheDefaultsOfTheSchema() throws Exception {
    ChatEvent event = chat("").value();

    assertThat(event.getTraceId()).isEqualTo("t-1");
    assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2026-11-24T12:00:00Z"));
    assertThat(event.getQuestion()).isNull();
    assertThat(event.getHistory()).isEmpty();
    assertThat(event.getAttributes()).isEmpty();
  }

  @Test
  void nulls_areLikeAbsentFields() throws Exception {
    ChatEvent event = chat(", \"question\": null, \"history\": null, \"attributes\": null").value();

    assertThat(event).isEqualTo(chat("").value());
  }

  @Test
  void nullableFields_areReadWithoutTheNameOfABranch() throws Exception {
    ChatEvent event =
        chat(", \"question\": \"Why?\", \"retrieval_count\": 2, \"sampling_probability\": 1")
            .value();

    assertThat(event.getQuestion()).isEqualTo("Why?");
    assertThat(event.getRetrievalCount()).isEqualTo(2);
    assertThat(event.getSamplingProbability()).isEqualTo(1.0);
  }

  @Test
  void nestedRecords_areRead() throws Exception {
    ChatEvent event = chat(", \"history\": [{\"role\": \"user\", \"content\": \"Hi\"}]").value();

    assertThat(event.getHistory()).singleElement().extracting("content").isEqualTo("Hi");
  }

  @Test
  void unknownScalarsAtTheTop_becomeAttributes() throws Exception {
    JsonAvro.Read<ChatEvent> read =
        chat(
            ", \"region\": \"eu\", \"retry\": 2, \"attributes\": {\"region\": \"us\", \"beta\": true}");

    assertThat(read.value().getAttributes())
        .as("what stands in attributes wins")
        .isEqualTo(Map.of("region", "us", "retry", "2", "beta", "true"));
    assertThat(read.ignoredFields()).isZero();
  }

  @Test
  void otherUnknownFields_areIgnoredAndCounted() throws Exception {
    JsonAvro.Read<ChatEvent> read =
        chat(
            ", \"extra\": {\"a\": 1}, \"history\": [{\"role\": \"user\", \"content\": \"\", \"x\": 1}]");

    assertThat(read.ignoredFields()).isEqualTo(2);
    assertThat(read.value().getAttributes()).isEmpty();
  }

  @Test
  void problems_areAllNamedWithTheirPath() {
    String json =
        """
        {"trace_id": 7, "span_id": "s", "app": "docs-bot", "occurred_at": true,
         "documents": [{"document_id": "a", "text": "x"}, {"document_id": "b", "text": 5}, 3]}
        """;

    assertThatThrownBy(() -> read(json, RetrievalSpan.class))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessage(
            "trace_id: must be a string, was 7"
                + "; occurred_at: must be ISO-8601 text or whole microseconds since 1970, from 1990"
                + " on, was true"
                + "; documents[1].text: must be a string, was 5"
                + "; documents[2]: must be an object, was 3");
  }

  @Test
  void manyProblems_areSummedUp() {
    assertThatThrownBy(() -> read("{}", JudgedTrace.class))
        .hasMessageStartingWith("trace_id: is missing; app: is missing; ")
        .hasMessageEndingWith("; and 3 more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "3", "null", "\"text\""})
  void notAnObject_isRefused(String json) {
    assertThatThrownBy(() -> read(json, ChatEvent.class))
        .hasMessageStartingWith("the event: must be an object, was ");
  }

  @Test
  void longTexts_areNotRepeatedInTheError() {
    assertThatThrownBy(() -> chat(", \"latency_ms\": \"" + "secret ".repeat(20) + "\""))
        .hasMessageContaining("latency_ms: must be a whole number of 64 bits, was a text of")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-11-24T13:00:00.123456789+01:00\"', 2026-11-24T12:00:00.123456Z",
    "1795521600000000, 2026-11-24T12:00:00Z",
    "631152000000000, 1990-01-01T00:00:00Z",
  })
  void times_areTextOrMicros(String json, Instant time) throws Exception {
    assertThat(chatAt(json).getOccurredAt()).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1795521600000",
        "1795521600",
        "631151999999999",
        "0",
        "1e30",
        "1795521600000000.5",
        "\"yesterday\"",
        "\"2026-11-24\"",
        "\"+999999999-01-01T00:00:00Z\""
      })
  void timesInAnotherUnit_areRefused(String json) {
    assertThatThrownBy(() -> chatAt(json)).hasMessageContaining("whole microseconds since 1970");
  }

  @ParameterizedTest
  @CsvSource({"2147483648", "-2147483649", "1.5", "true", "'\"1\"'"})
  void intOutOfRange_isRefused(String json) {
    assertThatThrownBy(() -> chat(", \"retrieval_count\": " + json))
        .hasMessageContaining("retrieval_count: must be a whole number of 32 bits");
  }

  @Test
  void intsAtTheEdges_areRead() throws Exception {
    assertThat(chat(", \"retrieval_count\": -2147483648").value().getRetrievalCount())
        .isEqualTo(Integer.MIN_VALUE);
    assertThat(chat(", \"latency_ms\": 9223372036854775807").value().getLatencyMs())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(chat(", \"latency_ms\": 12.0").value().getLatencyMs()).isEqualTo(12);
    assertThatThrownBy(() -> chat(", \"latency_ms\": 9223372036854775808"))
        .hasMessageContaining("latency_ms: must be a whole number of 64 bits");
  }

  @Test
  void doubleBeyondItsRange_isRefused() {
    assertThatThrownBy(() -> chat(", \"sampling_probability\": 1e999"))
        .hasMessageContaining("sampling_probability: must be a number");
  }

  @Test
  void unionOfRecords_takesTheBranchThatFits() throws Exception {
    String json =
        """
        {"part": {"span_ids": ["s-1"], "span_bytes": 7, "judgements": 3}}
        """;

    TracePart part = read(json, TracePart.class).value();

    assertThat(part.getPart()).isInstanceOf(io.evalstream.state.TraceIndex.class);
    assertThat(part.getSourcePartition()).isEqualTo(-1);
    assertThatThrownBy(() -> read("{\"part\": {}}", TracePart.class))
        .hasMessageContaining(
            "part: must be one of ChatEvent, RetrievalSpan, Evaluation, TraceIndex");
  }

  private static ChatEvent chatAt(String time) throws Exception {
    String json =
        "{\"trace_id\": \"t\", \"app\": \"a\", \"response\": \"r\", \"occurred_at\": " + time + "}";
    return read(json, ChatEvent.class).value();
  }

  private static JsonAvro.Read<ChatEvent> chat(String moreFields) throws Exception {
    return read(CHAT.formatted(moreFields), ChatEvent.class);
  }

  private static <T extends SpecificRecord> JsonAvro.Read<T> read(String json, Class<T> type)
      throws JsonProcessingException, MalformedJsonException {
    JsonNode tree = MAPPER.readTree(json);
    return JsonAvro.read(tree, type);
  }
}
