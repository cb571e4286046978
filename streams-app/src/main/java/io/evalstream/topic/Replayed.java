package io.evalstream.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// Which dead letters have been replayed.
///
/// The topic of dead letters remembers it: a replay writes a receipt there, in the transaction that
/// writes the records. A receipt lies in the partition of its letters and behind them, so retention
/// takes it after them. Offsets of a group would not do: a replay may pass letters over that a
/// later one takes.
///
/// *Threading:* one thread.
public final class Replayed {

  private static final String RECEIPT = LetterHeaders.PREFIX + "receipt";
  private static final String LIST = "\\d{1,18}(,\\d{1,18})*";

  private final Map<Integer, Set<Long>> offsets = new HashMap<>();

  Replayed() {}

  /// Nothing has been replayed.
  public static Replayed nothing() {
    return new Replayed();
  }

  public boolean contains(Place place) {
    return offsets.getOrDefault(place.partition(), Set.of()).contains(place.offset());
  }

  static boolean isReceipt(ConsumerRecord<byte[], byte @Nullable []> record) {
    return record.headers().lastHeader(RECEIPT) != null;
  }

  /// Learns what a receipt says.
  void read(ConsumerRecord<byte[], byte @Nullable []> receipt) {
    LetterHeaders.text(receipt.headers(), RECEIPT)
        .filter(list -> list.matches(LIST))
        .ifPresent(list -> add(receipt.partition(), list));
  }

  private void add(int partition, String list) {
    Set<Long> here = offsets.computeIfAbsent(partition, p -> new HashSet<>());
    for (String offset : list.split(",", -1)) {
      here.add(Long.parseLong(offset));
    }
  }

  /// A receipt for letters of one partition. It has a value for those who only read values.
  static ProducerRecord<byte[], byte[]> receipt(
      String topic, int partition, Collection<Long> letters) {
    RecordHeaders headers = new RecordHeaders();
    String list = letters.stream().map(String::valueOf).collect(Collectors.joining(","));
    LetterHeaders.add(headers, RECEIPT, list);
    LetterHeaders.add(headers, LetterHeaders.STAGE, "replay");
    LetterHeaders.add(headers, LetterHeaders.REASON, "replayed");
    byte[] value = ("{\"replayed\":[" + list + "]}").getBytes(UTF_8);
    return new ProducerRecord<>(topic, partition, null, null, value, headers);
  }
}
