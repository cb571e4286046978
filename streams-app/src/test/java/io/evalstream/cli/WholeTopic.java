package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.topic.ValueSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;

/// Everything that was committed to a topic until now, in the order of each partition.
final class WholeTopic {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private WholeTopic() {}

  static List<ConsumerRecord<byte[], byte[]>> read(Deployment deployment, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(deployment, "read_committed")) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (!ends.entrySet().stream()
          .allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
        assertThat(System.nanoTime()).as("read %s to its end in time", topic).isLessThan(until);
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  static <T extends SpecificRecord> List<T> read(
      Deployment deployment, String topic, Class<T> type) {
    try (Serde<SpecificRecord> serde = new ValueSerdes(deployment.clients()).open()) {
      return read(deployment, topic).stream()
          .map(record -> type.cast(serde.deserializer().deserialize(topic, record.value())))
          .toList();
    }
  }

  /// Checks that no transaction is open that could still add records to these topics.
  static void assertNothingOpen(Deployment deployment, Set<String> topics) {
    assertThat(ends(deployment, topics, "read_committed"))
        .as("a transaction is open")
        .isEqualTo(ends(deployment, topics, "read_uncommitted"));
  }

  private static Map<TopicPartition, Long> ends(
      Deployment deployment, Set<String> topics, String isolation) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(deployment, isolation)) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      return consumer.endOffsets(partitions);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Deployment deployment, String isolation) {
    Map<String, Object> properties = new HashMap<>(deployment.clients());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * 1024 * 1024);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
