package io.evalstream.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Writes a dead letter as the bytes that came, with headers that tell topic, partition, offset,
/// stage, reason, detail and time. What would not fit into a topic with default settings is cut,
/// and headers tell the full size of a cut key or value.
public final class DeadLetterProcessor
    extends ContextualProcessor<String, DeadLetter, byte[], byte[]> {

  static final int LARGEST_VALUE = 900_000;
  static final int LARGEST_KEY = 20_000;
  static final int LONGEST_DETAIL = 2_000;

  private final InstantSource clock;

  public DeadLetterProcessor(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void process(Record<String, DeadLetter> record) {
    DeadLetter letter = record.value();
    Headers headers = new RecordHeaders();
    add(headers, "topic", letter.topic());
    add(headers, "partition", Integer.toString(letter.partition()));
    add(headers, "offset", Long.toString(letter.offset()));
    add(headers, "stage", letter.stage());
    add(headers, "reason", letter.reason());
    add(headers, "detail", cut(letter.detail()));
    Instant now = clock.instant();
    add(headers, "time", now.toString());
    byte @Nullable [] key = letter.key();
    if (key != null && key.length > LARGEST_KEY) {
      add(headers, "full_key_size", Integer.toString(key.length));
      key = Arrays.copyOf(key, LARGEST_KEY);
    }
    byte @Nullable [] value = letter.value();
    if (value != null && value.length > LARGEST_VALUE) {
      add(headers, "full_size", Integer.toString(value.length));
      value = Arrays.copyOf(value, LARGEST_VALUE);
    }
    context().forward(new Record<>(key, value, now.toEpochMilli(), headers));
  }

  private static String cut(String detail) {
    return detail.length() <= LONGEST_DETAIL
        ? detail
        : detail.substring(0, LONGEST_DETAIL) + " [cut]";
  }

  private static void add(Headers headers, String name, String value) {
    headers.add("evalstream." + name, value.getBytes(UTF_8));
  }
}
