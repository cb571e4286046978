package io.evalstream.devcluster.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.devcluster.loopback.PortInUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  @TempDir Path data;

  @Test
  void transaction_onlyTheCommittedRecordsAreRead() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, null);
        KafkaProducer<String, String> producer =
            producer(broker, Map.of("transactional.id", "t"))) {
      producer.initTransactions();

      producer.beginTransaction();
      producer.send(new ProducerRecord<>("answers", 0, "k", "aborted")).get();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("answers", 0, "k", "committed")).get();
      producer.commitTransaction();

      assertThat(read(broker, "answers", 1)).containsExactly("committed");
    }
  }

  @Test
  void unknownTopic_isMadeWithFourPartitions() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, null);
        KafkaProducer<String, String> producer = producer(broker, Map.of());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {

      producer.send(new ProducerRecord<>("new-topic", "k", "v")).get();

      assertThat(
              admin
                  .describeTopics(List.of("new-topic"))
                  .allTopicNames()
                  .get()
                  .get("new-topic")
                  .partitions())
          .hasSize(4);
    }
  }

  @Test
  void restartWithTheSameFolder_keepsRecordsAndClusterId() throws Exception {
    String clusterId;
    int port;
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data);
        KafkaProducer<String, String> producer = producer(broker, Map.of())) {
      producer.send(new ProducerRecord<>("answers", "k", "before")).get();
      clusterId = broker.clusterId();
      port = broker.port();
    }

    try (EmbeddedBroker again = EmbeddedBroker.start(port, data)) {

      assertThat(again.clusterId()).isEqualTo(clusterId);
      assertThat(again.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(read(again, "answers", 1)).containsExactly("before");
    }
  }

  @Test
  void portInUse_saysThePortAndWhatToDo() {
    try (EmbeddedBroker first = EmbeddedBroker.start(0, data)) {

      assertThatThrownBy(() -> EmbeddedBroker.start(first.port(), null))
          .isInstanceOf(PortInUseException.class)
          .hasMessage(
              "broker: port must be free, was 127.0.0.1:%d in use by another process; stop it, or"
                  + " choose another port (0 takes any free one)",
              first.port());
    }
  }

  @Test
  void folderInUse_isNamed() {
    try (EmbeddedBroker first = EmbeddedBroker.start(0, data)) {

      assertThatThrownBy(() -> EmbeddedBroker.start(0, data))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("broker: data folder must belong to one broker, was " + data);
      assertThat(first.clusterId()).isNotEmpty();
    }
  }

  @Test
  void temporaryFolder_isGoneAfterClose() throws Exception {
    List<Path> before = temporaryFolders();

    EmbeddedBroker broker = EmbeddedBroker.start(0, null);
    broker.close();
    broker.close();

    assertThat(temporaryFolders()).isEqualTo(before);
  }

  private static List<Path> temporaryFolders() throws Exception {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("evalstream-broker-"))
          .sorted()
          .toList();
    }
  }

  private static KafkaProducer<String, String> producer(
      EmbeddedBroker broker, Map<String, String> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  private static List<String> read(EmbeddedBroker broker, String topic, int count) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "group.id", "reader",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> found : consumer.poll(Duration.ofMillis(200))) {
          values.add(found.value());
        }
      }
    }
    return values;
  }
}
