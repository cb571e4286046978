package io.evalstream.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class DeadLetterProcessorTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void letter_isWhatCame() {
    Record<byte[], byte[]> record = write("key".getBytes(UTF_8), "value".getBytes(UTF_8), "why");

    assertThat(record.key()).asString(UTF_8).isEqualTo("key");
    assertThat(record.value()).asString(UTF_8).isEqualTo("value");
    assertThat(record.timestamp()).isEqualTo(NOON.toEpochMilli());
    assertThat(header(record, "detail")).isEqualTo("why");
    assertThat(record.headers().lastHeader("evalstream.full_size")).isNull();
  }

  @Test
  void absentKeyAndValue_stayAbsent() {
    Record<byte[], byte[]> record = write(null, null, "why");

    assertThat(record.key()).isNull();
    assertThat(record.value()).isNull();
  }

  @Test
  void whateverCame_fitsATopic() {
    Record<byte[], byte[]> record =
        write(new byte[3_000_000], new byte[5_000_000], "x".repeat(900_000));

    assertThat(size(record)).isBetween(900_000, 1_000_000);
    assertThat(header(record, "full_size")).isEqualTo("5000000");
  }

  @Test
  void headersAndTimestamp_areThoseThatCame() {
    Headers came = new RecordHeaders();
    came.add("__value_schema_id", new byte[] {1, 2}).add("traceparent", null);
    came.add("traceparent", "00-1".getBytes(UTF_8));

    Headers kept = write(null, null, "why", came).headers();

    assertThat(kept.toArray()).startsWith(came.toArray());
    assertThat(header(kept, "timestamp")).isEqualTo("2026-03-02T11:00:00Z");
  }

  @Test
  void headersInOurName_tellNothing() {
    Headers came = new RecordHeaders();
    for (String name : List.of("topic", "reason", "full_size", "receipt", "replays", "lies")) {
      came.add("evalstream." + name, "payments".getBytes(UTF_8));
    }

    Headers kept = write(null, null, "why", came).headers();

    assertThat(kept)
        .extracting(Header::value)
        .doesNotContain("payments".getBytes(UTF_8))
        .hasSize(8);
    assertThat(header(kept, "topic")).isEqualTo("t");
  }

  @Test
  void recordThatWasReplayed_saysSo() {
    Headers came = new RecordHeaders();
    came.add("evalstream.replays", "2".getBytes(UTF_8));
    came.add("evalstream.replayed_from", "1/17".getBytes(UTF_8));

    Headers kept = write(null, null, "why", came).headers();

    assertThat(header(kept, "replays")).isEqualTo("2");
    assertThat(header(kept, "replayed_from")).isEqualTo("1/17");
  }

  @Test
  void headersThatDoNotFit_areCounted() {
    Headers came = new RecordHeaders();
    came.add("small", new byte[10]).add("large", new byte[3_000_000]).add("next", new byte[1]);
    came.add("many", new byte[39_950]).add("last", new byte[100]);

    Record<byte[], byte[]> record =
        write(new byte[3_000_000], new byte[5_000_000], "\uffff".repeat(900_000), came);

    assertThat(header(record, "lost_headers")).isEqualTo("2");
    assertThat(record.headers().lastHeader("last")).isNotNull();
    assertThat(size(record)).isBetween(900_000, 1_040_000);
  }

  private static String header(Record<?, ?> record, String name) {
    return header(record.headers(), name);
  }

  private static int size(Record<byte[], byte[]> record) {
    int size = record.key().length + record.value().length;
    for (Header header : record.headers()) {
      size += header.key().length() + header.value().length;
    }
    return size;
  }

  private static String header(Headers headers, String name) {
    return new String(headers.lastHeader("evalstream." + name).value(), UTF_8);
  }

  private static Record<byte[], byte[]> write(byte[] key, byte[] value, String detail) {
    return write(key, value, detail, new RecordHeaders());
  }

  private static Record<byte[], byte[]> write(
      byte[] key, byte[] value, String detail, Headers came) {
    MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>(new Properties());
    DeadLetterProcessor processor = new DeadLetterProcessor(() -> NOON);
    processor.init(context);

    processor.process(
        new Record<>(
            "",
            new DeadLetter(key, value, "t", 3, 7L, "ingest", "bad", detail),
            NOON.minusSeconds(3_600).toEpochMilli(),
            came));

    return new Record<>(
        context.forwarded().getFirst().record().key(),
        context.forwarded().getFirst().record().value(),
        context.forwarded().getFirst().record().timestamp(),
        context.forwarded().getFirst().record().headers());
  }
}
