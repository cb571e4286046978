package io.evalstream.bench;

import io.evalstream.app.Monitor;
import io.evalstream.app.MonitorConfig;
import io.evalstream.bench.process.StubProcess;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.metric.FunnelStep;
import io.evalstream.topic.EventWriter;
import io.evalstream.topic.TrustedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How near the operator comes to what its judge allows: evaluations per second over `calls in
/// flight / latency of the judge`.
///
/// Broker and monitor in this process, the judge stub in another one, real HTTP between them. The
/// rate is taken from the middle of the run: from a fifth to four fifths of the evaluations.
public final class EfficiencyBench {

  private static final Duration SAMPLE_EVERY = Duration.ofMillis(50);
  private static final Duration LONGEST_RUN = Duration.ofMinutes(5);
  private static final int SECONDS_OF_LOAD = 15;

  private record Setting(int inFlight, int latencyMillis) {

    double limitPerSecond() {
      return inFlight * 1000.0 / latencyMillis;
    }
  }

  private record Reading(long nanos, long ended) {}

  private EfficiencyBench() {}

  public static void main(String[] arguments)
      throws IOException, InterruptedException, InvalidConfigException {
    TrustedRecords.trust();
    List<Setting> settings =
        arguments.length == 0
            ? List.of(
                new Setting(256, 1000),
                new Setting(1000, 1000),
                new Setting(4000, 1000),
                new Setting(1000, 300))
            : List.of(new Setting(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])));
    System.out.printf(
        "%10s %12s %12s %12s %12s%n",
        "in flight", "latency ms", "limit/s", "judged/s", "efficiency");
    for (Setting setting : settings) {
      double rate = measure(setting);
      System.out.printf(
          Locale.ROOT,
          "%10d %12d %12.0f %12.0f %12.2f%n",
          setting.inFlight,
          setting.latencyMillis,
          setting.limitPerSecond(),
          rate,
          rate / setting.limitPerSecond());
    }
    System.exit(0);
  }

  private static double measure(Setting setting)
      throws IOException, InterruptedException, InvalidConfigException {
    Load load = new Load((int) (setting.limitPerSecond() * SECONDS_OF_LOAD));
    Path folder = Files.createTempDirectory("evalstream-bench");
    Path labels = folder.resolve("labels.jsonl");
    load.writeLabels(labels);
    try (StubProcess stub =
            StubProcess.start("stub", folder, labels, Duration.ofMillis(setting.latencyMillis), 0);
        DevCluster cluster = DevCluster.start(DevClusterOptions.ephemeral());
        Monitor monitor =
            Monitor.start(config(setting, stub, cluster, folder), InstantSource.system());
        EventWriter writer =
            new EventWriter(
                Map.of(
                    "bootstrap.servers", cluster.bootstrapServers(),
                    "schema.registry.url", cluster.registryUrl()),
                new io.evalstream.topic.TopicNames("evalstream."))) {
      load.publish(writer);
      return rate(watch(monitor, load.traces()));
    }
  }

  private static MonitorConfig config(
      Setting setting, StubProcess stub, DevCluster cluster, Path folder)
      throws InvalidConfigException {
    String yaml =
        """
        kafka: { bootstrap.servers: "${KAFKA}", schema.registry.url: "${REGISTRY}" }
        topics: { partitions: 4 }
        streams: { application_id: bench, threads: 2, state_dir: "${STATE}" }
        http: { port: 0 }
        apps: [ { id: bench, evaluators: [ toxicity ] } ]
        judges:
          default: { api: openai, base_url: "${JUDGE}", model: stub, max_in_flight: ${IN_FLIGHT} }
        """
            .replace("${IN_FLIGHT}", Integer.toString(setting.inFlight));
    return MonitorConfig.readText(
        "bench",
        yaml,
        Map.of(
            "KAFKA", cluster.bootstrapServers(),
            "REGISTRY", cluster.registryUrl(),
            "STATE", folder.resolve("state").toString(),
            "JUDGE", stub.baseUrl()));
  }

  private static List<Reading> watch(Monitor monitor, int traces) throws InterruptedException {
    FunnelStep judged = new FunnelStep("bench", "toxicity", "judged");
    long until = System.nanoTime() + LONGEST_RUN.toNanos();
    List<Reading> readings = new ArrayList<>();
    long ended;
    do {
      Thread.sleep(SAMPLE_EVERY);
      if (System.nanoTime() > until) {
        throw new IllegalStateException("not all was judged: " + monitor.funnel().counts());
      }
      ended = monitor.funnel().count(judged);
      readings.add(new Reading(System.nanoTime(), ended));
    } while (ended < traces);
    return readings;
  }

  private static double rate(List<Reading> readings) {
    long all = readings.getLast().ended;
    Reading from = first(readings, all / 5);
    Reading until = first(readings, all * 4 / 5);
    return (until.ended - from.ended) * 1e9 / (until.nanos - from.nanos);
  }

  private static Reading first(List<Reading> readings, long atLeast) {
    return readings.stream().filter(reading -> reading.ended >= atLeast).findFirst().orElseThrow();
  }
}
