package io.evalstream.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the Avro records of a topic as a member of a consumer group, committed records only, and
/// says itself when they are done with.
///
/// *When to use*: for a reader beside Kafka Streams that hands records to something outside, which
/// may be away for hours. Kafka Streams would have to keep them in a store.
///
/// *How it works*: [#poll] gives records, [#commit] says that all of them are done with. In between
/// [#stay] keeps the partitions without reading on, for as long as is needed. When it says that
/// partitions have gone, what was given is given again, here or to another member.
///
/// *Guarantees*: each record is given at least once, in the order of its partition, to one member
/// of the group at a time. A group that is new begins with the oldest record.
///
/// *Threading*: one thread; [#lag] is for all.
public final class GroupReader<T extends SpecificRecord> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupReader.class);
  private static final String MOST_RECORDS = "100";
  private static final Duration LOOK_AT_LAG_EVERY = Duration.ofSeconds(2);
  private static final Duration LAG_WITHIN = Duration.ofSeconds(2);

  /// What a record turned out to be.
  public sealed interface Read<T> {

    record Value<T>(T value) implements Read<T> {}

    /// @param at topic, partition and offset
    record Unreadable<T>(String at, String reason, String detail) implements Read<T> {}
  }

  private final String topic;
  private final Consumer<byte[], byte[]> consumer;
  private final EventDecoder decoder;
  private final Class<T> type;
  private final AtomicLong lag;

  // Where what was given and is not committed begins.
  private final Map<TopicPartition, Long> open = new HashMap<>();
  private boolean lost;
  private long lagSeenAt = System.nanoTime() - LOOK_AT_LAG_EVERY.toNanos();

  private GroupReader(
      String topic,
      Consumer<byte[], byte[]> consumer,
      EventDecoder decoder,
      Class<T> type,
      AtomicLong lag) {
    this.topic = topic;
    this.consumer = consumer;
    this.decoder = decoder;
    this.type = type;
    this.lag = lag;
  }

  /// Joins the group.
  ///
  /// @param clients properties of all Kafka clients
  /// @param lag is set to the records that this member has not read or not committed, now and then
  public static <T extends SpecificRecord> GroupReader<T> join(
      Map<String, String> clients,
      String group,
      String topic,
      Deserializer<? extends SpecificRecord> values,
      Class<T> type,
      AtomicLong lag) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            properties(clients, group), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    EventDecoder decoder = new EventDecoder(values, ValueFormat.AVRO, Integer.MAX_VALUE);
    GroupReader<T> reader = new GroupReader<>(topic, consumer, decoder, type, lag);
    consumer.subscribe(Set.of(topic), reader.new Moves());
    return reader;
  }

  private static Map<String, Object> properties(Map<String, String> clients, String group) {
    Map<String, Object> properties = TopicTail.plain(clients, "read_committed");
    properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    return properties;
  }

  /// The next records, none when nothing came within the wait. Only when all before are committed.
  ///
  /// @throws org.apache.kafka.common.KafkaException when they cannot be read, for example because
  ///   the registry does not answer; they come again in the next life of the reader
  public List<Read<T>> poll(Duration wait) {
    List<Read<T>> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      open.putIfAbsent(new TopicPartition(record.topic(), record.partition()), record.offset());
      read.add(decoded(record));
    }
    // A rebalance within the poll came before its records.
    lost = false;
    lookAtLag();
    return read;
  }

  private Read<T> decoded(ConsumerRecord<byte[], byte[]> record) {
    try {
      return new Read.Value<>(
          decoder.decode(topic, record.headers(), record.value(), record.timestamp(), type));
    } catch (UndecodableException e) {
      String at = record.topic() + "-" + record.partition() + "@" + record.offset();
      return new Read.Unreadable<>(at, e.reasonName(), String.valueOf(e.getMessage()));
    }
  }

  /// Keeps the partitions and waits.
  ///
  /// @return false when partitions have gone: what was given is not to be gone on with
  public boolean stay(Duration wait) {
    consumer.pause(consumer.assignment());
    ConsumerRecords<byte[], byte[]> early = consumer.poll(wait);
    // Of partitions that have just come.
    for (TopicPartition partition : early.partitions()) {
      consumer.seek(partition, early.records(partition).getFirst().offset());
    }
    consumer.resume(consumer.assignment());
    lookAtLag();
    if (lost) {
      rewind();
    }
    return !lost;
  }

  private void rewind() {
    Set<TopicPartition> kept = consumer.assignment();
    open.forEach(
        (partition, offset) -> {
          if (kept.contains(partition)) {
            consumer.seek(partition, offset);
          }
        });
    open.clear();
  }

  /// All that was given is done with. When the group does not take it, because partitions have
  /// moved, it is given again to whoever has them now.
  public void commit() {
    try {
      consumer.commitSync();
    } catch (CommitFailedException | RebalanceInProgressException e) {
      LOG.atInfo()
          .addKeyValue("topic", topic)
          .addKeyValue("error", e.getMessage())
          .log("partitions have moved before a commit; their last records are read again");
    }
    open.clear();
  }

  private void lookAtLag() {
    if (System.nanoTime() - lagSeenAt < LOOK_AT_LAG_EVERY.toNanos()) {
      return;
    }
    lagSeenAt = System.nanoTime();
    try {
      long behind = 0;
      for (var end : consumer.endOffsets(consumer.assignment(), LAG_WITHIN).entrySet()) {
        behind += Math.max(0, end.getValue() - from(end.getKey()));
      }
      lag.set(behind);
    } catch (TimeoutException e) {
      LOG.atDebug().addKeyValue("topic", topic).log("the lag could not be read in time");
    }
  }

  private long from(TopicPartition partition) {
    Long begun = open.get(partition);
    return begun == null ? consumer.position(partition, LAG_WITHIN) : begun;
  }

  /// Leaves the group, so that others take over at once. What is not committed is theirs.
  @Override
  public void close() {
    lag.set(0);
    consumer.close();
  }

  private final class Moves implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      lost |= !partitions.isEmpty();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.atInfo()
          .addKeyValue("topic", topic)
          .addKeyValue("partitions", partitions.size())
          .log("reads partitions");
    }
  }
}
