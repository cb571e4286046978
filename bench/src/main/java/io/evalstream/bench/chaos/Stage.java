package io.evalstream.bench.chaos;

import io.evalstream.bench.process.ClusterProcess;
import io.evalstream.bench.process.MonitorProcess;
import io.evalstream.bench.process.Started;
import io.evalstream.bench.process.StubProcess;
import io.evalstream.metric.FunnelStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All processes of a run: broker and registry, the judge, the monitors.
///
/// *Threading:* each part belongs to one thread at a time.
record Stage(ClusterProcess cluster, StubProcess judge, List<Instance> monitors)
    implements AutoCloseable {

  static final Duration READY_WITHIN = Duration.ofMinutes(2);
  static final Duration SHARE_WITHIN = Duration.ofMinutes(2);

  private static final int MOST_MONITORS = 3;
  private static final int ANY_PORT = 0;

  Stage {
    monitors = List.copyOf(monitors);
  }

  /// Starts broker, registry and judge; no monitor runs yet.
  ///
  /// @param folder of everything that they write
  static Stage open(Path folder, Traffic traffic, Protocol protocol, MonitorYaml.Patience patience)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    traffic.writeLabels(labels(folder));
    Started started = new Started();
    try {
      return open(folder, protocol, patience, started);
    } catch (Throwable e) {
      started.close();
      throw e;
    }
  }

  private static Stage open(
      Path folder, Protocol protocol, MonitorYaml.Patience patience, Started started)
      throws InterruptedException {
    StubProcess judge = started.with(judge(folder), StubProcess::close);
    ClusterProcess cluster =
        started.with(ClusterProcess.start(folder.resolve("cluster")), ClusterProcess::close);
    protocol.prepare(cluster.bootstrapServers(), MonitorYaml.GROUP);
    MonitorYaml yaml =
        new MonitorYaml(
            cluster.bootstrapServers(), cluster.registryUrl(), judge.baseUrl(), protocol, patience);
    return new Stage(cluster, judge, monitors(folder.resolve("monitors"), yaml));
  }

  private static StubProcess judge(Path folder) throws InterruptedException {
    return StubProcess.start(
        "judge", folder.resolve("judge"), labels(folder), ChaosRun.JUDGE_LATENCY, ANY_PORT);
  }

  private static Path labels(Path folder) {
    return folder.resolve("labels.jsonl");
  }

  private static List<Instance> monitors(Path folder, MonitorYaml yaml) {
    return IntStream.range(0, MOST_MONITORS)
        .mapToObj(number -> new Instance(number, folder, yaml))
        .toList();
  }

  /// Starts the first monitors and waits until they are ready.
  void startMonitors(int count) throws InterruptedException {
    List<Instance> first = monitors.subList(0, count);
    first.forEach(Instance::start);
    for (Instance monitor : first) {
      monitor.awaitReady(READY_WITHIN);
    }
  }

  /// Properties of clients of the broker and the registry.
  Map<String, String> clients() {
    return Map.of(
        "bootstrap.servers", cluster.bootstrapServers(),
        "schema.registry.url", cluster.registryUrl());
  }

  /// The funnel, summed up over the monitors that run.
  ///
  /// @throws IOException when one of them does not answer
  SortedMap<FunnelStep, Long> funnel() throws IOException, InterruptedException {
    SortedMap<FunnelStep, Long> sum = new TreeMap<>();
    for (Instance monitor : monitors) {
      if (monitor.alive()) {
        monitor.process().funnel().forEach((step, count) -> sum.merge(step, count, Long::sum));
      }
    }
    return sum;
  }

  /// The ends of the logs, for people who look for the cause of a failure.
  List<String> logs() {
    return Stream.concat(
            monitors.stream().flatMap(monitor -> monitor.lives().stream()).map(MonitorProcess::jvm),
            Stream.of(cluster.jvm()))
        .flatMap(jvm -> Stream.concat(Stream.of("--- " + jvm.name()), jvm.tail().stream()))
        .toList();
  }

  @Override
  public void close() {
    monitors.forEach(Instance::close);
    cluster.close();
    judge.close();
  }
}
