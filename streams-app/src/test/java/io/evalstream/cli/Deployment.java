package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.MonitorConfig;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.devcluster.DevCluster;
import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.topic.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A monitor's place in a cluster: topics, consumer group and state of its own.
///
/// @param name prefix of the topics and application id
/// @param folder of the state and the configuration
/// @param settings what the configuration says beside the place, YAML
record Deployment(
    String bootstrapServers, String registryUrl, String name, Path folder, String settings) {

  static final int PARTITIONS = 3;

  Deployment(DevCluster cluster, String name, Path folder, String settings) {
    this(cluster.bootstrapServers(), cluster.registryUrl(), name, folder.resolve(name), settings);
  }

  /// The same place with another configuration.
  Deployment with(String other) {
    return new Deployment(bootstrapServers, registryUrl, name, folder, other);
  }

  /// The configuration as text. The session is short, so that a takeover after a crash is.
  String yaml() {
    return """
    kafka:
      bootstrap.servers: "%s"
      schema.registry.url: "%s"
      session.timeout.ms: 6000
      heartbeat.interval.ms: 1500
    topics: { prefix: "%s", partitions: %d }
    streams: { application_id: "%s", threads: 2, state_dir: "%s" }
    http: { port: 0 }
    %s"""
        .formatted(
            bootstrapServers,
            registryUrl,
            topics().prefix(),
            PARTITIONS,
            name,
            folder.resolve("state"),
            settings);
  }

  MonitorConfig config() throws InvalidConfigException {
    return MonitorConfig.readText(name, yaml(), Map.of());
  }

  /// Publishes rows as events of now, unless the options say otherwise.
  Program replay(Path rows, Object... options) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("replay", rows, "--config", file()));
    arguments.addAll(List.of(options));
    Program replay = Program.run(arguments.toArray());
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    return replay;
  }

  /// The configuration as a file.
  Path file() throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve("evalstream.yaml"), yaml());
  }

  TopicNames topics() {
    return new TopicNames(name + ".");
  }

  Map<String, String> clients() {
    return Map.of("bootstrap.servers", bootstrapServers, "schema.registry.url", registryUrl);
  }

  List<Evaluation> evaluations() {
    return WholeTopic.read(this, topics().evaluations(), Evaluation.class);
  }

  List<JudgedTrace> judgedTraces() {
    return WholeTopic.read(this, topics().judgedTraces(), JudgedTrace.class);
  }

  List<EvalRate> evalRates() {
    return WholeTopic.read(this, topics().evalRates(), EvalRate.class);
  }

  List<Alert> alerts() {
    return WholeTopic.read(this, topics().alerts(), Alert.class);
  }

  List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return WholeTopic.read(this, topics().deadLetters());
  }
}
