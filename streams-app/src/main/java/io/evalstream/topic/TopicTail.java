package io.evalstream.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads a topic from its beginning or from now on, committed records only, outside of any group.
public final class TopicTail implements AutoCloseable {

  /// A record as it lies in the topic.
  @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
  public record Entry(byte @Nullable [] value, Map<String, byte[]> headers) {}

  /// The thread was interrupted while it waited for records.
  public static final class Interrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Interrupted(InterruptException cause) {
      super(cause);
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Consumer<byte[], byte @Nullable []> consumer;

  private TopicTail(Consumer<byte[], byte @Nullable []> consumer) {
    this.consumer = consumer;
  }

  /// @throws IllegalArgumentException when there is no such topic
  /// @throws IllegalStateException when Kafka does not answer
  public static TopicTail open(Map<String, String> clients, String topic, boolean fromBeginning) {
    KafkaConsumer<byte[], byte @Nullable []> consumer = consumer(clients, "read_committed");
    try {
      consumer.assign(partitions(consumer, clients, topic));
      Set<TopicPartition> assigned = consumer.assignment();
      if (fromBeginning) {
        consumer.seekToBeginning(assigned);
      } else {
        consumer.seekToEnd(assigned);
      }
      assigned.forEach(consumer::position);
      return new TopicTail(consumer);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /// A consumer outside of any group that does not wait for long.
  static KafkaConsumer<byte[], byte @Nullable []> consumer(
      Map<String, String> clients, String isolation) {
    Map<String, Object> properties = plain(clients, isolation);
    properties.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /// The properties of a consumer beside those of Kafka Streams.
  static Map<String, Object> plain(Map<String, String> clients, String isolation) {
    Map<String, Object> properties = new HashMap<>(clients);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    // That of the monitor's group may be one that a plain consumer does not know.
    properties.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
    return properties;
  }

  /// @throws IllegalArgumentException when there is no such topic
  /// @throws IllegalStateException when Kafka does not answer
  static List<TopicPartition> partitions(
      Consumer<byte[], byte @Nullable []> consumer, Map<String, String> clients, String topic) {
    Map<String, List<PartitionInfo>> all = topics(consumer, clients);
    List<PartitionInfo> infos = all.get(topic);
    if (infos == null) {
      throw new IllegalArgumentException(
          "there is no topic "
              + topic
              + "; there are: "
              + String.join(", ", all.keySet().stream().sorted().toList()));
    }
    return infos.stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .collect(Collectors.toList());
  }

  private static Map<String, List<PartitionInfo>> topics(
      Consumer<byte[], byte @Nullable []> consumer, Map<String, String> clients) {
    try {
      return consumer.listTopics(PATIENCE);
    } catch (TimeoutException e) {
      throw unreachable(clients, e);
    }
  }

  static IllegalStateException unreachable(Map<String, String> clients, TimeoutException cause) {
    return new IllegalStateException(
        "cannot reach Kafka at "
            + clients.getOrDefault("bootstrap.servers", "")
            + ": is it running?",
        cause);
  }

  /// The next records, none when nothing came within the wait.
  public List<Entry> poll(Duration wait) {
    List<Entry> entries = new ArrayList<>();
    try {
      for (ConsumerRecord<byte[], byte @Nullable []> record : consumer.poll(wait)) {
        entries.add(entry(record));
      }
    } catch (InterruptException e) {
      throw new Interrupted(e);
    }
    return entries;
  }

  private static Entry entry(ConsumerRecord<byte[], byte @Nullable []> record) {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    record.headers().forEach(header -> headers.put(header.key(), header.value()));
    return new Entry(record.value(), headers);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
