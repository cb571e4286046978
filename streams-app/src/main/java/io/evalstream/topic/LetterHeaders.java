package io.evalstream.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Headers of dead letters and of replayed records. Those under the prefix are the monitor's; all
/// others are the record's own.
///
/// What a record brings under the prefix from outside is not kept, so it cannot tell lies about a
/// dead letter. Two headers are read of a record all the same, how often it was replayed and from
/// which dead letter: they decide about nothing but another replay of that record.
final class LetterHeaders {

  static final String PREFIX = "evalstream.";
  static final String TOPIC = PREFIX + "topic";
  static final String PARTITION = PREFIX + "partition";
  static final String OFFSET = PREFIX + "offset";
  static final String TIMESTAMP = PREFIX + "timestamp";
  static final String STAGE = PREFIX + "stage";
  static final String REASON = PREFIX + "reason";
  static final String DETAIL = PREFIX + "detail";
  static final String TIME = PREFIX + "time";
  static final String FULL_SIZE = PREFIX + "full_size";
  static final String FULL_KEY_SIZE = PREFIX + "full_key_size";
  static final String LOST_HEADERS = PREFIX + "lost_headers";
  static final String REPLAYS = PREFIX + "replays";
  static final String REPLAYED_FROM = PREFIX + "replayed_from";

  /// Bytes of a record's own headers that a dead letter keeps.
  static final int LARGEST = 40_000;

  private static final int OVERHEAD = 10;
  private static final int MOST_REPLAYS = 1_000_000;
  private static final String PLACE = "\\d{1,9}/\\d{1,18}";

  private LetterHeaders() {}

  /// The headers that the record came with.
  static List<Header> own(Headers headers) {
    List<Header> own = new ArrayList<>();
    for (Header header : headers) {
      if (!header.key().startsWith(PREFIX)) {
        own.add(header);
      }
    }
    return own;
  }

  /// Adds the record's own headers to those of a dead letter, as far as they fit.
  static void keep(Headers came, Headers letter) {
    int room = LARGEST;
    int lost = 0;
    for (Header header : own(came)) {
      int size = size(header);
      if (size <= room) {
        letter.add(header);
        room -= size;
      } else {
        lost++;
      }
    }
    if (lost > 0) {
      add(letter, LOST_HEADERS, Integer.toString(lost));
    }
    int replays = replays(came);
    text(came, REPLAYED_FROM)
        .filter(place -> replays > 0 && place.matches(PLACE))
        .ifPresent(
            place -> {
              add(letter, REPLAYS, Integer.toString(replays));
              add(letter, REPLAYED_FROM, place);
            });
  }

  private static int size(Header header) {
    byte @Nullable [] value = header.value();
    return header.key().getBytes(UTF_8).length + (value == null ? 0 : value.length) + OVERHEAD;
  }

  /// How often the record was replayed; 0 when it does not say so sensibly.
  static int replays(Headers headers) {
    long replays = number(headers, REPLAYS, 0);
    return replays < 0 || replays > MOST_REPLAYS ? 0 : (int) replays;
  }

  static Optional<String> text(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, UTF_8));
  }

  static long number(Headers headers, String name, long otherwise) {
    return text(headers, name)
        .filter(text -> text.matches("-?\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(otherwise);
  }

  static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
