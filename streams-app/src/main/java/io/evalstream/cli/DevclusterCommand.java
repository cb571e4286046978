package io.evalstream.cli;

import io.evalstream.app.KafkaConfig;
import io.evalstream.app.StartUp;
import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.topic.TopicNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs a broker and a schema registry.
@Command(
    name = "devcluster",
    description = {
      "Runs a Kafka broker and a schema registry on this machine, for people without Docker.",
      "For development only: one node, no security, loopback only."
    },
    mixinStandardHelpOptions = true)
final class DevclusterCommand implements Callable<Integer> {

  private static final int PARTITIONS = 6;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kafka-port",
      defaultValue = "9092",
      paramLabel = "PORT",
      description = "Port of the broker; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      defaultValue = "8081",
      paramLabel = "PORT",
      description = "Port of the registry; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int registryPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keeps records and schemas in this folder. Without it nothing is kept.")
  private @Nullable Path data;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Stop stop = Stop.interrupting(Thread.currentThread());
    try (DevCluster cluster =
        DevCluster.start(new DevClusterOptions(kafkaPort, registryPort, data))) {
      createTopics(cluster);
      out.printf(
          "kafka     %s%nregistry  %s%ndata      %s%nReady. Ctrl-C stops it.%n",
          cluster.bootstrapServers(),
          cluster.registryUrl(),
          data == null ? "a temporary folder" : data);
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException e) {
      return 0;
    } finally {
      stop.done();
    }
  }

  /// So that records can be published before the first monitor runs.
  private static void createTopics(DevCluster cluster) throws InterruptedException {
    Map<String, String> clients =
        Map.of(
            "bootstrap.servers", cluster.bootstrapServers(),
            "schema.registry.url", cluster.registryUrl());
    new StartUp(
            new KafkaConfig(
                clients,
                new TopicNames(TopicNames.DEFAULT_PREFIX),
                true,
                PARTITIONS,
                "evalstream",
                1,
                Path.of("")))
        .await();
  }
}
