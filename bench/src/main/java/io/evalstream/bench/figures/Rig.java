package io.evalstream.bench.figures;

import io.evalstream.bench.process.ClusterProcess;
import io.evalstream.bench.process.JavaCommand;
import io.evalstream.bench.process.LeanJudgeProcess;
import io.evalstream.bench.process.MonitorProcess;
import io.evalstream.bench.process.Started;
import io.evalstream.topic.EventWriter;
import io.evalstream.topic.TopicNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Broker, judge and monitor, each a JVM of its own with its full compiler, and a producer in this
/// one.
///
/// *Threading:* one thread.
final class Rig implements AutoCloseable {

  private static final Duration UP_WITHIN = Duration.ofMinutes(2);

  private final RigOptions options;
  private final Started started;
  private final ClusterProcess cluster;
  private final LeanJudgeProcess judge;
  private final MonitorProcess monitor;
  private final EventWriter writer;
  private long published;

  private Rig(RigOptions options, Path own, Started started)
      throws IOException, InterruptedException {
    this.options = options;
    this.started = started;
    this.cluster =
        started.with(ClusterProcess.startForLong(own.resolve("cluster")), ClusterProcess::close);
    this.judge =
        started.with(LeanJudgeProcess.start(own, options.latency()), LeanJudgeProcess::close);
    this.monitor = started.with(startMonitor(own), MonitorProcess::close);
    monitor.awaitReady(UP_WITHIN);
    this.writer = started.with(openWriter(), EventWriter::close);
  }

  /// Starts all and waits until the monitor is ready.
  ///
  /// @param folder of everything that they write
  static Rig start(RigOptions options, Path folder) throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve(options.name()));
    Started started = new Started();
    try {
      return new Rig(options, own, started);
    } catch (Throwable e) {
      started.close();
      throw e;
    }
  }

  private MonitorProcess startMonitor(Path own) throws IOException {
    Path config =
        Files.writeString(
            own.resolve("monitor.yaml"),
            options.yaml(
                cluster.bootstrapServers(),
                cluster.registryUrl(),
                judge.baseUrl(),
                own.resolve("state")));
    return MonitorProcess.start(
        "monitor",
        own,
        JavaCommand.evalstream(RigOptions.HEAP, "run", "--config", config.toString())
            .flags(options.flags()));
  }

  private EventWriter openWriter() {
    Map<String, String> clients =
        Map.of(
            "bootstrap.servers", cluster.bootstrapServers(),
            "schema.registry.url", cluster.registryUrl());
    return new EventWriter(clients, new TopicNames(TopicNames.DEFAULT_PREFIX));
  }

  ClusterProcess cluster() {
    return cluster;
  }

  LeanJudgeProcess judge() {
    return judge;
  }

  MonitorProcess monitor() {
    return monitor;
  }

  long published() {
    return published;
  }

  void publish(long traces) {
    for (long i = 0; i < traces; i++) {
      options.shape().publish(writer, options.name(), published++);
    }
  }

  /// Publishes judgements at a steady rate for a time.
  void load(double judgementsPerSecond, Duration time) throws InterruptedException {
    double tracesPerSecond = judgementsPerSecond / options.shape().judgements();
    long started = System.nanoTime();
    long before = published;
    for (long now = started; now - started < time.toNanos(); now = System.nanoTime()) {
      long due = (long) ((now - started) / 1e9 * tracesPerSecond);
      publish(due - (published - before));
      Thread.sleep(20);
    }
  }

  /// Judgements that have ended, of all evaluators.
  long ended() throws IOException, InterruptedException {
    return count("judged");
  }

  long requested() throws IOException, InterruptedException {
    return count("requested");
  }

  private long count(String step) throws IOException, InterruptedException {
    return monitor.funnel().entrySet().stream()
        .filter(entry -> entry.getKey().step().equals(step))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Override
  public void close() {
    started.close();
  }
}
