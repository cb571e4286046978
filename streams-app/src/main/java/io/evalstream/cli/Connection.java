package io.evalstream.cli;

import io.evalstream.app.KafkaConfig;
import io.evalstream.app.MonitorConfig;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.topic.TopicNames;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that say where Kafka and the registry are.
final class Connection {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Takes the connection and the names of the topics from this configuration.")
  private @Nullable Path config;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9092",
      description = "Kafka, when no configuration is given (default: ${DEFAULT-VALUE}).")
  private String bootstrapServers = "";

  @Option(
      names = "--registry",
      paramLabel = "URL",
      defaultValue = "http://localhost:8081",
      description = "Schema registry, when no configuration is given (default: ${DEFAULT-VALUE}).")
  private String registry = "";

  /// @param clients properties of the clients
  record Target(Map<String, String> clients, TopicNames topics) {

    String bootstrapServers() {
      return clients.getOrDefault("bootstrap.servers", "");
    }
  }

  Target target() throws InvalidConfigException {
    if (config != null) {
      KafkaConfig kafka = MonitorConfig.read(config, System.getenv()).kafka();
      return new Target(kafka.clients(), kafka.topics());
    }
    return new Target(
        Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registry),
        new TopicNames(TopicNames.DEFAULT_PREFIX));
  }
}
