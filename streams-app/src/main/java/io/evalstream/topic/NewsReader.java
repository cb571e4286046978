package io.evalstream.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/// Reads what is new in some topics, committed records only, outside of any group: every reader
/// gets everything.
///
/// *When to use*: for what each instance has to know, of the last minutes, and may forget.
///
/// *How it works*: it begins with the records of a moment in the past. Where it is in the topics is
/// kept nowhere; the next reader begins with a moment of its own.
///
/// *Threading*: one thread.
public final class NewsReader implements AutoCloseable {

  private static final String FETCH_MOST_BYTES = "8388608";
  private static final String API_TIMEOUT_MILLIS = "15000";
  private static final Duration LOOK_WITHIN = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final EventDecoder decoder;
  private final Map<TopicPartition, Long> missed = new HashMap<>();

  /// What was read.
  ///
  /// @param unreadable where records lie that cannot be read, and why; they are passed over
  public record News(List<SpecificRecord> records, List<String> unreadable) {}

  private NewsReader(Consumer<byte[], byte[]> consumer, EventDecoder decoder) {
    this.consumer = consumer;
    this.decoder = decoder;
  }

  /// Begins with the first record of that moment or later.
  ///
  /// @param clients properties of all Kafka clients
  /// @throws org.apache.kafka.common.KafkaException when Kafka does not answer
  public static NewsReader open(
      Map<String, String> clients,
      String clientId,
      Set<String> topics,
      Deserializer<? extends SpecificRecord> values,
      Instant since) {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            properties(clients, clientId),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    NewsReader reader =
        new NewsReader(consumer, new EventDecoder(values, ValueFormat.AVRO, Integer.MAX_VALUE));
    try {
      reader.begin(topics, since);
      return reader;
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static Map<String, Object> properties(Map<String, String> clients, String clientId) {
    Map<String, Object> properties = TopicTail.plain(clients, "read_committed");
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_MOST_BYTES);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
    return properties;
  }

  /// The ends are looked up first: what comes meanwhile is read.
  private void begin(Set<String> topics, Instant since) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> moment = new HashMap<>();
    partitions.forEach(partition -> moment.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(moment);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = begins.get(partition);
      long end = ends.getOrDefault(partition, 0L);
      long from = first == null ? end : Math.min(first.offset(), end);
      consumer.seek(partition, from);
      missed.put(partition, end);
    }
  }

  /// The next records, none when nothing came within the wait.
  ///
  /// @throws org.apache.kafka.common.KafkaException when they cannot be read, for example because
  ///   the registry does not answer
  public News poll(Duration wait) {
    List<SpecificRecord> records = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      try {
        records.add(decoded(record));
      } catch (UndecodableException e) {
        unreadable.add(
            "%s-%d@%d: %s"
                .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()));
      }
    }
    strikeWhatWasRead();
    return new News(records, unreadable);
  }

  private void strikeWhatWasRead() {
    missed.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /// Asks where the topics end by now. A poll without Kafka finds nothing, as one without news
  /// does; this tells them apart.
  ///
  /// @throws org.apache.kafka.common.errors.TimeoutException when Kafka does not say in time
  public void look() {
    missed.putAll(consumer.endOffsets(consumer.assignment(), LOOK_WITHIN));
    strikeWhatWasRead();
  }

  private SpecificRecord decoded(ConsumerRecord<byte[], byte[]> record) {
    return decoder.decode(
        record.topic(), record.headers(), record.value(), record.timestamp(), SpecificRecord.class);
  }

  /// Whether everything has been read that was there at the last look, or when it began.
  public boolean hasCaughtUp() {
    return missed.isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
