package io.evalstream.topic;

import static io.evalstream.topic.LetterHeaders.add;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Writes a dead letter as the bytes and headers that came, with headers that tell topic,
/// partition, offset, timestamp, stage, reason, detail and time. What would not fit into a topic
/// with default settings is cut: a dead letter that cannot be written would stop its partition for
/// good. Headers tell the full size of a cut key or value, and how many headers are lost.
public final class DeadLetterProcessor
    extends ContextualProcessor<String, DeadLetter, byte[], byte[]> {

  static final int LARGEST_KEY = 50_000;
  static final int LARGEST_VALUE = 900_000;
  private static final int LONGEST_DETAIL = 2_000;

  private final InstantSource clock;

  public DeadLetterProcessor(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void process(Record<String, DeadLetter> record) {
    DeadLetter letter = record.value();
    Headers headers = new RecordHeaders();
    LetterHeaders.keep(record.headers(), headers);
    add(headers, LetterHeaders.TOPIC, letter.topic());
    add(headers, LetterHeaders.PARTITION, Integer.toString(letter.partition()));
    add(headers, LetterHeaders.OFFSET, Long.toString(letter.offset()));
    add(headers, LetterHeaders.TIMESTAMP, Instant.ofEpochMilli(record.timestamp()).toString());
    add(headers, LetterHeaders.STAGE, letter.stage());
    add(headers, LetterHeaders.REASON, letter.reason());
    String detail = letter.detail();
    add(
        headers,
        LetterHeaders.DETAIL,
        detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
    Instant now = clock.instant();
    add(headers, LetterHeaders.TIME, now.toString());
    byte @Nullable [] key = cut(letter.key(), LARGEST_KEY, LetterHeaders.FULL_KEY_SIZE, headers);
    byte @Nullable [] value = cut(letter.value(), LARGEST_VALUE, LetterHeaders.FULL_SIZE, headers);
    context().forward(new Record<>(key, value, now.toEpochMilli(), headers));
  }

  private static byte @Nullable [] cut(
      byte @Nullable [] bytes, int largest, String sizeHeader, Headers headers) {
    if (bytes == null || bytes.length <= largest) {
      return bytes;
    }
    add(headers, sizeHeader, Integer.toString(bytes.length));
    return Arrays.copyOf(bytes, largest);
  }
}
