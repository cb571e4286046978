package io.evalstream.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.Alert;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.state.AlertBucket;
import io.evalstream.state.AlertMemory;
import io.evalstream.state.JudgementRequest;
import io.evalstream.state.Notification;
import io.evalstream.state.RateState;
import io.evalstream.state.TracePart;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class AvroJsonTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Property(tries = 2000)
  void everyRecord_comesBackEqual(
      @ForAll("types") Class<? extends SpecificRecord> type, @ForAll long seed) throws Exception {
    SpecificRecord record = RandomRecords.of(type, seed);

    String json = AvroJson.write(record).toString();

    JsonAvro.Read<? extends SpecificRecord> back = JsonAvro.read(MAPPER.readTree(json), type);
    assertThat(back.value()).isEqualTo(record);
    assertThat(back.ignoredFields()).isZero();
  }

  @Provide
  Arbitrary<Class<? extends SpecificRecord>> types() {
    return Arbitraries.of(
        List.of(
            ChatEvent.class,
            RetrievalSpan.class,
            Feedback.class,
            Evaluation.class,
            JudgedTrace.class,
            EvalRate.class,
            Alert.class,
            AlertBucket.class,
            AlertMemory.class,
            JudgementRequest.class,
            Notification.class,
            RateState.class,
            TracePart.class));
  }

  @Test
  void generatedRecord_isPlainJson() throws Exception {
    ChatEvent event =
        ChatEvent.newBuilder()
            .setTraceId("t-1")
            .setApp("docs-bot")
            .setOccurredAt(Instant.parse("2026-11-24T12:00:00.5Z"))
            .setResponse("Yes.")
            .setRetrievalCount(2)
            .setAttributes(Map.of("region", "eu"))
            .build();

    ObjectNode json = AvroJson.write(event);

    assertThat(json.get("occurred_at").asText()).isEqualTo("2026-11-24T12:00:00.500000Z");
    assertThat(json.get("retrieval_count").isInt()).isTrue();
    assertThat(json.get("question").isNull()).isTrue();
    assertThat(json.get("attributes")).isEqualTo(MAPPER.readTree("{\"region\": \"eu\"}"));
  }

  @Test
  void genericRecord_isWrittenLikeAGeneratedOne() {
    Schema schema =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "R", "fields": [
                  {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
                  {"name": "name", "type": "string"},
                  {"name": "raw", "type": "bytes"},
                  {"name": "mark", "type": {"type": "fixed", "name": "F", "size": 2}},
                  {"name": "kind", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"]}},
                  {"name": "tags", "type": {"type": "map", "values": "long"}}]}
                """);
    GenericRecord record =
        new GenericRecordBuilder(schema)
            .set("at", 1795521600000000L)
            .set("name", new Utf8("n"))
            .set("raw", ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .set("mark", new GenericData.Fixed(schema.getField("mark").schema(), new byte[] {0, 1}))
            .set("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "B"))
            .set("tags", Map.of(new Utf8("k"), 5L))
            .build();

    String json = AvroJson.write(record).toString();

    assertThat(json)
        .isEqualTo(
            "{\"at\":\"2026-11-24T12:00:00.000000Z\",\"name\":\"n\",\"raw\":\"AQID\","
                + "\"mark\":\"AAE=\",\"kind\":\"B\",\"tags\":{\"k\":5}}");
  }

  @Test
  void numbersThatAreNotFinite_areText() {
    Schema schema = SchemaBuilder.record("R").fields().requiredDouble("x").endRecord();
    GenericRecord record = new GenericRecordBuilder(schema).set("x", Double.NaN).build();

    assertThat(AvroJson.write(record).get("x").textValue()).isEqualTo("NaN");
  }
}
