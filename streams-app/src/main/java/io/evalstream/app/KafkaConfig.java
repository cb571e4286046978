package io.evalstream.app;

import io.evalstream.config.Section;
import io.evalstream.registry.RegistryConfig;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.ValueSerdes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "application.id", "set streams.application_id",
          "num.stream.threads", "set streams.threads",
          "state.dir", "set streams.state_dir",
          "processing.guarantee", "it is always exactly_once_v2");

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
    ELSEWHERE.forEach(
        (key, place) -> {
          if (clients.containsKey(key)) {
            root.problem("kafka", "must not have " + key + ": " + place, null);
          }
        });
    GroupProtocol.check(root, clients);
    checkRegistry(root, clients);
    Section topics = root.section("topics");
    Section streams = root.section("streams");
    return new KafkaConfig(
        clients,
        new TopicNames(name(topics, "prefix", TopicNames.DEFAULT_PREFIX), otlpSpans(root, topics)),
        topics.bool("create", true),
        topics.integer("partitions", 6, 1, 1_000),
        name(streams, "application_id", "evalstream"),
        streams.integer("threads", Runtime.getRuntime().availableProcessors(), 1, 256),
        Path.of(streams.string("state_dir", STATE_DIRECTORY)));
  }

  /// Null without a section `otlp`: then the topic is neither read nor created.
  private static @Nullable String otlpSpans(Section root, Section topics) {
    if (root.has("otlp")) {
      return name(topics, "otlp_spans", TopicNames.DEFAULT_OTLP_SPANS);
    }
    if (topics.has("otlp_spans")) {
      topics.problem("otlp_spans", "must not be given without a section otlp", null);
    }
    return null;
  }

  /// The properties of the registry are read only when it is first needed; their problems are told
  /// here. An official serde has rules of its own.
  private static void checkRegistry(Section root, Map<String, String> clients) {
    if (!ValueSerdes.areOurs(clients) || clients.getOrDefault(REGISTRY, "").isBlank()) {
      return;
    }
    try {
      RegistryConfig.from(clients);
    } catch (IllegalArgumentException e) {
      String.valueOf(e.getMessage()).lines().forEach(line -> root.problem("kafka", line, null));
    }
  }

  /// What Kafka accepts in the name of a topic or of a group.
  private static String name(Section section, String key, String dflt) {
    String name = section.string(key, dflt);
    if (!name.matches("[a-zA-Z0-9._-]{1,100}")) {
      section.problem(key, "must have 1 to 100 letters, digits, '.', '_' or '-'", name);
      return dflt;
    }
    return name;
  }

  /// Names only: values may be secrets.
  @Override
  public String toString() {
    return "KafkaConfig" + clients.keySet() + topics;
  }
}
