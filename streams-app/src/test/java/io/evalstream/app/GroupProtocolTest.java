package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.topic.TopicNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class GroupProtocolTest {

  private static final Map<String, String> LEAST =
      Map.of("bootstrap.servers", "b:9092", "schema.registry.url", "http://r:8081");

  @Test
  void noneNamed_isClassicWithItsSession() {
    Properties properties = properties(Map.of());

    assertThat(properties).containsEntry("session.timeout.ms", 15_000);
    assertThat(properties).containsEntry("probing.rebalance.interval.ms", 60_000L);
  }

  @Test
  void streams_setsNothingThatTheBrokerDecides() {
    Properties properties = properties(Map.of("group.protocol", "Streams"));

    assertThat(properties)
        .containsEntry("group.protocol", "Streams")
        .containsEntry("producer.transaction.timeout.ms", 10_000)
        .doesNotContainKeys("session.timeout.ms", "probing.rebalance.interval.ms");
    assertThat(new StreamsConfig(properties).getString("group.protocol")).isEqualTo("Streams");
  }

  @Test
  void streamsWithSettingsOfClients_isAProblemEach() {
    String yaml =
        """
        kafka:
          bootstrap.servers: b:9092
          schema.registry.url: http://r:8081
          group.protocol: streams
          session.timeout.ms: 6000
          main.consumer.heartbeat.interval.ms: 1500
          num.standby.replicas: 1
        """;

    assertThat(Configs.problems(yaml, KafkaConfig::read))
        .containsExactly(
            "kafka must not have main.consumer.heartbeat.interval.ms with group.protocol: streams:"
                + " set streams.heartbeat.interval.ms of the group at the broker",
            "kafka must not have num.standby.replicas with group.protocol: streams: set"
                + " streams.num.standby.replicas of the group at the broker",
            "kafka must not have session.timeout.ms with group.protocol: streams: set"
                + " streams.session.timeout.ms of the group at the broker");
  }

  @Test
  void unknownProtocol_isAProblem() {
    String yaml =
        """
        kafka:
          bootstrap.servers: b:9092
          schema.registry.url: http://r:8081
          group.protocol: consumer
          session.timeout.ms: 6000
        """;

    assertThat(Configs.problems(yaml, KafkaConfig::read))
        .containsExactly("kafka must have classic or streams as group.protocol, was consumer");
  }

  private static Properties properties(Map<String, String> more) {
    Map<String, String> clients = new HashMap<>(LEAST);
    clients.putAll(more);
    return StreamsProperties.of(
        new KafkaConfig(
            clients, new TopicNames("evalstream."), true, 6, "evalstream", 1, Path.of("state")));
  }
}
