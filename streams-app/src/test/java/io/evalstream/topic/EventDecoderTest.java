package io.evalstream.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Message;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {

  private static final String JSON =
      "{\"trace_id\": \"t-1\", \"app\": \"docs-bot\", \"response\": \"Yes.\"}";
  private static final ChatEvent EVENT = RandomRecords.of(ChatEvent.class, 7);
  private static final long TIME = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();

  /// Stands in for a serde that was chosen by its class name.
  private interface Decoding {
    SpecificRecord decode(byte[] value);
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, " \n\t" + JSON})
  void auto_readsJsonByItsFirstByte(String json) {
    assertThat(decode(ValueFormat.AUTO, json, bytes -> EVENT).getTraceId()).isEqualTo("t-1");
  }

  @Test
  void auto_readsTheRestAsAvro() {
    assertThat(decode(ValueFormat.AUTO, "\u0000rest", bytes -> EVENT)).isEqualTo(EVENT);
  }

  @Test
  void auto_readsAvroWhenAHeaderNamesItsSchema() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("__value_schema_id", new byte[] {1});

    assertThat(
            decoder(ValueFormat.AUTO, bytes -> EVENT)
                .decode("t", headers, JSON.getBytes(UTF_8), TIME, ChatEvent.class))
        .isEqualTo(EVENT);
  }

  @Test
  void avro_isNeverReadAsJson() {
    assertThat(decode(ValueFormat.AVRO, JSON, bytes -> EVENT)).isEqualTo(EVENT);
  }

  @Test
  void json_isNeverReadAsAvro() {
    assertReason(ValueFormat.JSON, "\u0000rest", bytes -> EVENT, "not_json");
  }

  @Test
  void jsonEventWithoutTime_hasThatOfItsRecord() {
    assertThat(decode(ValueFormat.JSON, JSON, bytes -> EVENT).getOccurredAt())
        .isEqualTo(Instant.ofEpochMilli(TIME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "5", "null", "\"text\""})
  void jsonThatIsNoObject_isInvalid(String json) {
    assertReason(ValueFormat.JSON, json, bytes -> EVENT, "invalid_json");
  }

  @Test
  void twoValues_areNotJson() {
    assertReason(ValueFormat.JSON, JSON + JSON, bytes -> EVENT, "not_json");
  }

  @Test
  void recordOfAnotherType_isTold() {
    assertReason(ValueFormat.AVRO, "x", bytes -> new Message("user", "Hi"), "wrong_type");
    assertReason(ValueFormat.AVRO, "x", bytes -> null, "wrong_type");
  }

  enum Unreadable {
    WITHOUT_CAUSE(null),
    NOT_ITS_SCHEMA(new AvroRuntimeException("malformed")),
    CUT(new EOFException());

    private final Throwable cause;

    Unreadable(Throwable cause) {
      this.cause = cause;
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesThatAnotherSerdeCannotRead_areUndecodable(Unreadable unreadable) {
    assertReason(
        ValueFormat.AVRO,
        "x",
        bytes -> {
          throw new SerializationException("cannot read", unreadable.cause);
        },
        "undecodable");
  }

  @Test
  void registryThatAnotherSerdeCannotReach_isNoFaultOfTheBytes() {
    SerializationException unreachable =
        new SerializationException("no registry", new IOException("connection refused"));

    assertThatThrownBy(
            () ->
                decode(
                    ValueFormat.AVRO,
                    "x",
                    bytes -> {
                      throw unreachable;
                    }))
        .isSameAs(unreachable);
  }

  private static void assertReason(ValueFormat format, String value, Decoding avro, String reason) {
    assertThatThrownBy(() -> decode(format, value, avro))
        .isInstanceOfSatisfying(
            UndecodableException.class, e -> assertThat(e.reasonName()).isEqualTo(reason));
  }

  private static ChatEvent decode(ValueFormat format, String value, Decoding avro) {
    return decoder(format, avro)
        .decode("t", new RecordHeaders(), value.getBytes(UTF_8), TIME, ChatEvent.class);
  }

  private static EventDecoder decoder(ValueFormat format, Decoding avro) {
    Deserializer<SpecificRecord> deserializer = (topic, bytes) -> avro.decode(bytes);
    return new EventDecoder(deserializer, format, 700_000);
  }
}
