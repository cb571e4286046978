package io.evalstream.cli;

import io.evalstream.app.KafkaConfig;
import io.evalstream.app.MonitorConfig;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.registry.RegistryConfig;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.TopicSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that say where the schema registry is, and what of ours lies in it.
final class RegistryPlace {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Takes the registry, the names of the topics and of their subjects from this"
              + " configuration.")
  private @Nullable Path config;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      defaultValue = "http://localhost:8081",
      description = "Schema registry, when no configuration is given (default: ${DEFAULT-VALUE}).")
  private String registry = "";

  /// A registry and the schemas that belong there.
  record Target(RegistryConfig registry, List<TopicSchema> schemas) {

    private static Target of(Map<String, String> properties, TopicNames names) {
      return new Target(RegistryConfig.from(properties), TopicSchema.all(names));
    }
  }

  Target target() throws InvalidConfigException {
    if (config == null) {
      return Target.of(
          Map.of("schema.registry.url", registry), new TopicNames(TopicNames.DEFAULT_PREFIX));
    }
    KafkaConfig kafka = MonitorConfig.read(config, System.getenv()).kafka();
    return Target.of(kafka.clients(), kafka.topics());
  }
}
