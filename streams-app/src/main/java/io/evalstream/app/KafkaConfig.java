package io.evalstream.app;

import io.evalstream.config.Section;
import io.evalstream.topic.TopicNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// How the monitor works with Kafka.
///
/// @param clients properties of all clients, those of the schema registry included
/// @param topics names of the topics
/// @param createTopics whether missing topics are created at start
/// @param partitions of topics that are created
/// @param applicationId consumer group, and prefix of internal topics
/// @param threads stream threads
/// @param stateDirectory where local state lies
public record KafkaConfig(
    Map<String, String> clients,
    TopicNames topics,
    boolean createTopics,
    int partitions,
    String applicationId,
    int threads,
    Path stateDirectory) {

  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final String REGISTRY = "schema.registry.url";

  private static final String STATE_DIRECTORY =
      System.getProperty("user.home") + "/.local/state/evalstream";

  public KafkaConfig {
    clients = Map.copyOf(clients);
  }

  public String bootstrapServers() {
    return clients.getOrDefault(BOOTSTRAP, "");
  }

  public String registryUrl() {
    return clients.getOrDefault(REGISTRY, "");
  }

  static KafkaConfig read(Section root) {
    Map<String, String> clients = new HashMap<>(root.entries("kafka"));
    if (clients.getOrDefault(BOOTSTRAP, "").isBlank()) {
      root.problem("kafka", "must have " + BOOTSTRAP + ", such as localhost:9092", null);
    }
    if (clients.getOrDefault(REGISTRY, "").isBlank()) {
      root.problem("kafka", "must have " + REGISTRY + ", such as http://localhost:8081", null);
    }
    Section topics = root.section("topics");
    Section streams = root.section("streams");
    return new KafkaConfig(
        clients,
        new TopicNames(topics.string("prefix", TopicNames.DEFAULT_PREFIX)),
        topics.bool("create", true),
        topics.integer("partitions", 6, 1, 1_000),
        streams.string("application_id", "evalstream"),
        streams.integer("threads", Runtime.getRuntime().availableProcessors(), 1, 256),
        Path.of(streams.string("state_dir", STATE_DIRECTORY)));
  }
}
