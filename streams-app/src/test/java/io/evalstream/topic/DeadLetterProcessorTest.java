package io.evalstream.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
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

    int size = record.key().length + record.value().length;
    for (Header header : record.headers()) {
      size += header.key().length() + header.value().length;
    }
    assertThat(size).isBetween(900_000, 1_000_000);
    assertThat(header(record, "full_size")).isEqualTo("5000000");
  }

  private static String header(Record<?, ?> record, String name) {
    return new String(record.headers().lastHeader("evalstream." + name).value(), UTF_8);
  }

  private static Record<byte[], byte[]> write(byte[] key, byte[] value, String detail) {
    MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>(new Properties());
    DeadLetterProcessor processor = new DeadLetterProcessor(() -> NOON);
    processor.init(context);

    processor.process(
        new Record<>("", new DeadLetter(key, value, "t", 3, 7L, "ingest", "bad", detail), 0));

    return new Record<>(
        context.forwarded().getFirst().record().key(),
        context.forwarded().getFirst().record().value(),
        context.forwarded().getFirst().record().timestamp(),
        context.forwarded().getFirst().record().headers());
  }
}
