package io.evalstream.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterTest {

  private static final LetterFate.Rules RULES =
      new LetterFate.Rules(Set.of("in"), replayed(2, List.of(5L, 9L)), 3);

  @Test
  void letter_isReadFromItsHeaders() {
    Map<String, String> headers =
        Map.of(
            "topic", "in",
            "partition", "3",
            "offset", "77",
            "stage", "ingest",
            "reason", "not_avro",
            "detail", "why",
            "time", "2026-03-02T12:00:00Z",
            "timestamp", "2026-03-02T11:00:00Z",
            "replays", "2");

    assertThat(letter(8, headers))
        .isEqualTo(
            new Letter(
                new Place(2, 8),
                "in",
                new Place(3, 77),
                "ingest",
                "not_avro",
                "why",
                Instant.parse("2026-03-02T12:00:00Z"),
                Instant.parse("2026-03-02T11:00:00Z"),
                "key",
                5,
                false,
                2));
  }

  @Test
  void strayRecord_isALetterThatSaysNothing() {
    Map<String, String> nonsense =
        Map.of(
            "partition", "x",
            "offset", "9".repeat(30),
            "time", "soon",
            "timestamp", "",
            "replays", "-4");

    Letter letter = letter(8, nonsense);

    assertThat(letter.source()).isEqualTo(new Place(-1, -1));
    assertThat(letter.time()).isEqualTo(Instant.ofEpochMilli(1_000));
    assertThat(letter.timestamp()).isNull();
    assertThat(letter.replays()).isZero();
    assertThat(RULES.of(letter)).isEqualTo(LetterFate.NO_INPUT);
  }

  @ParameterizedTest
  @CsvSource({
    "8, in,       full_size,     1, CUT",
    "8, in,       full_key_size, 1, CUT",
    "8, in,       lost_headers,  1, CUT",
    "8, in,       replays,       2, WAITING",
    "8, in,       replays,       3, TOO_OFTEN",
    "9, in,       replays,       0, REPLAYED",
    "8, payments, replays,       0, NO_INPUT",
    "8, alerts,   replays,       0, NO_INPUT",
    "8, in,       partition,    -1, NO_INPUT",
  })
  void fate_followsFromWhatTheLetterSays(
      long offset, String topic, String header, String value, LetterFate fate) {
    assertThat(RULES.of(letter(offset, Map.of("topic", topic, header, value)))).isEqualTo(fate);
  }

  @Test
  void receipt_holdsForItsPartitionOnly() {
    Replayed replayed = replayed(2, List.of(5L, 9L));

    assertThat(replayed.contains(new Place(2, 5))).isTrue();
    assertThat(replayed.contains(new Place(2, 6))).isFalse();
    assertThat(replayed.contains(new Place(1, 5))).isFalse();
  }

  private static Replayed replayed(int partition, List<Long> offsets) {
    ProducerRecord<byte[], byte[]> receipt = Replayed.receipt("letters", partition, offsets);
    ConsumerRecord<byte[], byte[]> read = record(20, receipt.value(), receipt.headers());
    assertThat(Replayed.isReceipt(read)).isTrue();
    Replayed replayed = Replayed.nothing();
    replayed.read(read);
    return replayed;
  }

  private static Letter letter(long offset, Map<String, String> values) {
    Headers headers = new RecordHeaders();
    headers.add("evalstream.partition", "0".getBytes(UTF_8));
    values.forEach((name, value) -> headers.add("evalstream." + name, value.getBytes(UTF_8)));
    ConsumerRecord<byte[], byte[]> record = record(offset, "value".getBytes(UTF_8), headers);
    assertThat(Replayed.isReceipt(record)).isFalse();
    return Letter.of(record);
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] value, Headers headers) {
    return new ConsumerRecord<>(
        "letters",
        2,
        offset,
        1_000,
        TimestampType.CREATE_TIME,
        3,
        value.length,
        "key".getBytes(UTF_8),
        value,
        headers,
        Optional.empty());
  }
}
