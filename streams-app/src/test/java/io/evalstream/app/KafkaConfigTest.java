package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.spans.SpansConfig;
import io.evalstream.topic.TopicNames;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConfigTest {

  private static final String LEAST =
      "kafka: { bootstrap.servers: \"b:9092\", schema.registry.url: \"http://r:8081\" }\n";

  @Test
  void leastGiven_hasTheDefaults() throws Exception {
    assertThat(Configs.read(LEAST, KafkaConfig::read))
        .isEqualTo(
            new KafkaConfig(
                Map.of("bootstrap.servers", "b:9092", "schema.registry.url", "http://r:8081"),
                new TopicNames("evalstream."),
                true,
                6,
                "evalstream",
                Runtime.getRuntime().availableProcessors(),
                Path.of(System.getProperty("user.home"), ".local/state/evalstream")));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    String yaml =
        """
        kafka:
          bootstrap.servers: b:9092
          schema.registry.url: http://r:8081
          security.protocol: SSL
        topics: { prefix: x-, create: false, partitions: 12 }
        streams: { application_id: mine, threads: 3, state_dir: /tmp/mine }
        """;

    KafkaConfig config = Configs.read(yaml, KafkaConfig::read);

    assertThat(config)
        .isEqualTo(
            new KafkaConfig(
                Map.of(
                    "bootstrap.servers",
                    "b:9092",
                    "schema.registry.url",
                    "http://r:8081",
                    "security.protocol",
                    "SSL"),
                new TopicNames("x-"),
                false,
                12,
                "mine",
                3,
                Path.of("/tmp/mine")));
    assertThat(config.bootstrapServers()).isEqualTo("b:9092");
    assertThat(config.registryUrl()).isEqualTo("http://r:8081");
  }

  @Test
  void topicOfSpans_isNamedInFull_andOnlyWhereItIsRead() throws Exception {
    String named = LEAST + "topics: { prefix: x-, otlp_spans: traces }\n";

    assertThat(Configs.read(LEAST, KafkaConfig::read).topics().otlpSpans()).isNull();
    assertThat(Configs.problems(named, KafkaConfig::read))
        .containsExactly("topics.otlp_spans must not be given without a section otlp");
    assertThat(read(LEAST + "otlp: {}\n").topics().otlpSpans()).isEqualTo("otlp_spans");
    assertThat(read(named + "otlp: {}\n").topics().otlpSpans()).isEqualTo("traces");
  }

  private static KafkaConfig read(String yaml) throws Exception {
    return Configs.read(
        yaml,
        root -> {
          SpansConfig spans = SpansConfig.read(root);
          assertThat(spans.isOn()).isTrue();
          return KafkaConfig.read(root);
        });
  }

  @Test
  void addressesThatAreMissingOrEmpty_areProblems() {
    assertThat(Configs.problems("kafka: { schema.registry.url: \"\" }", KafkaConfig::read))
        .containsExactly(
            "kafka must have bootstrap.servers, such as localhost:9092",
            "kafka must have schema.registry.url, such as http://localhost:8081");
  }
}
