package io.evalstream.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads whole topics outside of any group, committed records only, from where the caller says.
///
/// *When to use*: for a reader that must see everything in each process, and keeps its offsets with
/// what it made of the records, or begins with a moment of its own each time.
///
/// *How it works*: all partitions are assigned. One of which the caller knows an offset begins
/// there, others at a time that the caller names for their topic. Partitions and topics that come
/// later are found within half a minute, and are read from their beginning.
///
/// *Guarantees*: the records of a partition come in their order. [Read#next] is where to begin
/// after them.
///
/// *Threading*: one thread; [#wakeup] is for all.
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final String MOST_RECORDS = "500";
  private static final String FETCH_MOST_BYTES = "8388608";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LAG_WITHIN = Duration.ofSeconds(2);
  private static final Duration LOOK_FOR_NEW_EVERY = Duration.ofSeconds(30);

  /// A topic, and how its values are read.
  public record Source(
      String topic, Class<? extends SpecificRecord> type, ValueFormat format, int maxBytes) {

    /// One that the monitor writes.
    public static Source own(String topic, Class<? extends SpecificRecord> type) {
      return new Source(topic, type, ValueFormat.AVRO, Integer.MAX_VALUE);
    }
  }

  /// What one poll found.
  ///
  /// @param next where each partition that was read goes on
  /// @param unreadable records that no decoder understands, by topic; they are not among the others
  public record Read(
      List<SpecificRecord> records, Map<Partition, Long> next, Map<String, Integer> unreadable) {

    public boolean isEmpty() {
      return next.isEmpty();
    }
  }

  private record Decoding(EventDecoder decoder, Class<? extends SpecificRecord> type) {}

  private final Map<String, Decoding> decodings;
  private final Consumer<byte[], byte @Nullable []> consumer;
  // Ends of the beginning that are not reached yet.
  private final Map<TopicPartition, Long> missed = new HashMap<>();
  private long lookedAt;

  private TopicFollower(
      Map<String, Decoding> decodings, Consumer<byte[], byte @Nullable []> consumer) {
    this.decodings = decodings;
    this.consumer = consumer;
  }

  /// @param name of the client, for the logs of brokers
  public static TopicFollower open(
      Map<String, String> clients,
      String name,
      List<Source> sources,
      Deserializer<? extends SpecificRecord> values) {
    Map<String, Object> properties = TopicTail.plain(clients, "read_committed");
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_MOST_BYTES);
    properties.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
    Map<String, Decoding> decodings = new HashMap<>();
    for (Source source : sources) {
      EventDecoder decoder = new EventDecoder(values, source.format, source.maxBytes);
      decodings.put(source.topic, new Decoding(decoder, source.type));
    }
    return new TopicFollower(
        decodings,
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /// Assigns all partitions that there are.
  ///
  /// @param known where partitions go on
  /// @param from where the other partitions of a topic begin: the first record of that time or
  ///   later; null for the beginning
  public void begin(Map<Partition, Long> known, Function<String, @Nullable Instant> from) {
    Set<TopicPartition> all = partitions();
    consumer.assign(all);
    // First of all, so that what comes meanwhile is beyond them.
    missed.putAll(consumer.endOffsets(all));
    Map<TopicPartition, Long> times = new HashMap<>();
    for (TopicPartition partition : all) {
      Long offset = known.get(new Partition(partition.topic(), partition.partition()));
      Instant time = from.apply(partition.topic());
      if (offset != null) {
        consumer.seek(partition, offset);
      } else if (time == null) {
        consumer.seekToBeginning(Set.of(partition));
      } else {
        times.put(partition, time.toEpochMilli());
      }
    }
    seek(times);
    lookedAt = System.nanoTime();
  }

  private void seek(Map<TopicPartition, Long> times) {
    if (times.isEmpty()) {
      return;
    }
    // First: what comes while times are looked up is behind these ends, and so is read.
    Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet());
    Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
    times.forEach(
        (partition, time) -> {
          OffsetAndTimestamp found = offsets.get(partition);
          consumer.seek(partition, found == null ? ends.get(partition) : found.offset());
        });
  }

  private Set<TopicPartition> partitions() {
    Map<String, List<PartitionInfo>> topics = consumer.listTopics(PATIENCE);
    return decodings.keySet().stream()
        .flatMap(topic -> topics.getOrDefault(topic, List.of()).stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .collect(Collectors.toSet());
  }

  private void lookForNew() {
    if (System.nanoTime() - lookedAt < LOOK_FOR_NEW_EVERY.toNanos()) {
      return;
    }
    lookedAt = System.nanoTime();
    Set<TopicPartition> before = consumer.assignment();
    Set<TopicPartition> added = new HashSet<>(partitions());
    added.removeAll(before);
    if (!added.isEmpty()) {
      LOG.atInfo().addKeyValue("partitions", added).log("reads new partitions");
      Set<TopicPartition> all = new HashSet<>(before);
      all.addAll(added);
      consumer.assign(all);
      consumer.seekToBeginning(added);
    }
  }

  /// The next records, none when nothing came within the wait.
  ///
  /// @throws org.apache.kafka.common.KafkaException when they cannot be read, for example because
  ///   the registry does not answer: they come again from an earlier offset
  public Read poll(Duration wait) {
    lookForNew();
    ConsumerRecords<byte[], byte @Nullable []> polled = consumer.poll(wait);
    List<SpecificRecord> records = new ArrayList<>();
    Map<String, Integer> unreadable = new HashMap<>();
    for (ConsumerRecord<byte[], byte @Nullable []> record : polled) {
      decode(record, records, unreadable);
    }
    missed.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    Map<Partition, Long> next = new HashMap<>();
    polled
        .nextOffsets()
        .forEach(
            (at, offset) -> next.put(new Partition(at.topic(), at.partition()), offset.offset()));
    return new Read(records, next, unreadable);
  }

  /// A record without a value deletes its key in a compacted topic, and is no record.
  private void decode(
      ConsumerRecord<byte[], byte @Nullable []> record,
      Collection<SpecificRecord> records,
      Map<String, Integer> unreadable) {
    byte[] value = record.value();
    Decoding decoding = decodings.get(record.topic());
    if (value == null || decoding == null) {
      return;
    }
    try {
      records.add(
          decoding.decoder.decode(
              record.topic(), record.headers(), value, record.timestamp(), decoding.type));
    } catch (UndecodableException e) {
      unreadable.merge(record.topic(), 1, Integer::sum);
      LOG.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("reason", e.reasonName())
          .log("a record cannot be read and is left out");
    }
  }

  /// Whether everything has been read that was there at the beginning.
  public boolean hasCaughtUp() {
    return missed.isEmpty();
  }

  /// How many records are there that were not read; control records of transactions count too.
  ///
  /// @throws org.apache.kafka.common.errors.TimeoutException when Kafka does not say in time
  public long behind() {
    long behind = 0;
    for (var end : consumer.endOffsets(consumer.assignment(), LAG_WITHIN).entrySet()) {
      behind += Math.max(0, end.getValue() - consumer.position(end.getKey(), LAG_WITHIN));
    }
    return behind;
  }

  /// Ends a wait of the reading thread with a [WakeupException].
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
