package io.evalstream.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads the changelogs of small stores in the heap from their beginning, and follows them: what
/// all tasks of all instances have stored there.
///
/// *Guarantees*: committed changes only, those of a key in their order.
///
/// *Threading*: one thread; [#wakeup] is for all.
public final class Changelogs implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_FOR_NEW_EVERY = Duration.ofSeconds(30);
  // The monitor makes its changelogs when it first runs, a moment after this begins to read.
  private static final Duration BEGINNING = Duration.ofMinutes(2);
  private static final Duration LOOK_AT_FIRST_EVERY = Duration.ofSeconds(2);
  private static final Duration LOOK_FOR_ANY_EVERY = Duration.ofSeconds(1);

  /// A change of an entry.
  ///
  /// @param value null: it is gone
  @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
  public record Change(String store, int task, byte[] key, byte @Nullable [] value) {}

  private final Map<String, String> storeOf;
  private final Consumer<byte[], byte @Nullable []> consumer;
  private final long openedAt = System.nanoTime();
  private final CountDownLatch woken = new CountDownLatch(1);
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private long lookedAt;

  Changelogs(Map<String, String> storeOf, Consumer<byte[], byte @Nullable []> consumer) {
    this.storeOf = storeOf;
    this.consumer = consumer;
    this.lookedAt = System.nanoTime() - LOOK_FOR_NEW_EVERY.toNanos();
  }

  /// @param stores those that are not there, or not yet, are left out
  public static Changelogs open(
      Map<String, String> clients, String applicationId, Set<String> stores) {
    Map<String, String> storeOf = new HashMap<>();
    stores.forEach(store -> storeOf.put(topic(applicationId, store), store));
    Map<String, Object> properties = TopicTail.plain(clients, "read_committed");
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, applicationId + "-console-boards");
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new Changelogs(
        storeOf,
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  static String topic(String applicationId, String store) {
    return applicationId + "-" + store + "-changelog";
  }

  /// The next changes, none when there was none within the wait.
  public List<Change> poll(Duration wait) {
    lookForNew();
    List<Change> changes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte @Nullable []> record : read(wait)) {
      String store = storeOf.get(record.topic());
      if (store != null && record.key() != null) {
        changes.add(new Change(store, record.partition(), record.key(), record.value()));
      }
    }
    return changes;
  }

  /// Without anything to read a consumer may not be asked.
  private ConsumerRecords<byte[], byte @Nullable []> read(Duration wait) {
    if (!consumer.assignment().isEmpty()) {
      return consumer.poll(wait);
    }
    try {
      if (woken.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new WakeupException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
    return ConsumerRecords.empty();
  }

  /// Whether all that was there when its partition was found has been read. Never while nothing is
  /// there.
  public boolean isCaughtUp() {
    ends.entrySet().removeIf(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
    return ends.isEmpty() && !consumer.assignment().isEmpty();
  }

  private Duration every(long now) {
    if (consumer.assignment().isEmpty()) {
      return LOOK_FOR_ANY_EVERY;
    }
    return now - openedAt < BEGINNING.toNanos() ? LOOK_AT_FIRST_EVERY : LOOK_FOR_NEW_EVERY;
  }

  private void lookForNew() {
    long now = System.nanoTime();
    if (now - lookedAt < every(now).toNanos()) {
      return;
    }
    lookedAt = now;
    Set<TopicPartition> all = partitions();
    Set<TopicPartition> added =
        all.stream()
            .filter(partition -> !consumer.assignment().contains(partition))
            .collect(Collectors.toSet());
    if (!added.isEmpty()) {
      consumer.assign(all);
      consumer.seekToBeginning(added);
      ends.putAll(consumer.endOffsets(added, PATIENCE));
    }
  }

  private Set<TopicPartition> partitions() {
    Map<String, List<PartitionInfo>> topics = consumer.listTopics(PATIENCE);
    return storeOf.keySet().stream()
        .flatMap(topic -> topics.getOrDefault(topic, List.of()).stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .collect(Collectors.toSet());
  }

  /// Ends a wait of the reading thread with a [WakeupException].
  public void wakeup() {
    woken.countDown();
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
