package io.evalstream.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// A dead letter as it lies in its topic: what is known of it, without its value.
///
/// @param place in the topic of dead letters
/// @param topic where the record came from
/// @param source its place there; -1/-1 when it was no record
/// @param stage that gave it up; empty when the letter does not say
/// @param time when it was given up
/// @param timestamp of the record that came; null when the letter does not say
/// @param key the beginning of the key as text; null when it had none
/// @param size of the value as it came, bytes
/// @param cut whether value, key or headers are not all that came
/// @param replays how often the record had been replayed when it was given up
public record Letter(
    Place place,
    String topic,
    Place source,
    String stage,
    String reason,
    String detail,
    Instant time,
    @Nullable Instant timestamp,
    @Nullable String key,
    long size,
    boolean cut,
    int replays) {

  private static final int SHOWN_KEY = 400;

  /// Reads what the headers say. Who writes into the topic may have written anything.
  static Letter of(ConsumerRecord<byte[], byte @Nullable []> record) {
    Headers headers = record.headers();
    byte @Nullable [] value = record.value();
    return new Letter(
        new Place(record.partition(), record.offset()),
        text(headers, LetterHeaders.TOPIC),
        new Place(
            (int) LetterHeaders.number(headers, LetterHeaders.PARTITION, -1),
            LetterHeaders.number(headers, LetterHeaders.OFFSET, -1)),
        text(headers, LetterHeaders.STAGE),
        text(headers, LetterHeaders.REASON),
        text(headers, LetterHeaders.DETAIL),
        instant(headers, LetterHeaders.TIME).orElse(Instant.ofEpochMilli(record.timestamp())),
        instant(headers, LetterHeaders.TIMESTAMP).orElse(null),
        key(record.key()),
        LetterHeaders.number(headers, LetterHeaders.FULL_SIZE, value == null ? 0 : value.length),
        isCut(headers),
        LetterHeaders.replays(headers));
  }

  private static boolean isCut(Headers headers) {
    return headers.lastHeader(LetterHeaders.FULL_SIZE) != null
        || headers.lastHeader(LetterHeaders.FULL_KEY_SIZE) != null
        || headers.lastHeader(LetterHeaders.LOST_HEADERS) != null;
  }

  private static String text(Headers headers, String name) {
    return LetterHeaders.text(headers, name).orElse("");
  }

  private static Optional<Instant> instant(Headers headers, String name) {
    try {
      return LetterHeaders.text(headers, name).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String key(byte @Nullable [] key) {
    return key == null ? null : new String(key, 0, Math.min(key.length, SHOWN_KEY), UTF_8);
  }
}
