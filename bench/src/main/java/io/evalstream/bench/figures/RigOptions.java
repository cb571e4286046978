package io.evalstream.bench.figures;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What is to be measured.
///
/// @param name of the run, and of its folder
/// @param inFlight calls at one time
/// @param latency of the judge
/// @param flags more flags of the JVM of the monitor
/// @param settings more of its configuration, YAML
record RigOptions(
    String name, Shape shape, int inFlight, Duration latency, List<String> flags, String settings) {

  /// Of the topics that `evalstream devcluster` creates.
  static final int PARTITIONS = 6;

  static final int THREADS = 2;

  /// The largest heap of the monitor, as `-Xmx` takes it.
  static final String HEAP = "1g";

  static RigOptions of(String name, Shape shape, int inFlight, Duration latency) {
    return new RigOptions(name, shape, inFlight, latency, profiling(), "");
  }

  /// The same with more configuration.
  RigOptions withSettings(String yaml) {
    return new RigOptions(name, shape, inFlight, latency, flags, yaml);
  }

  /// Flags from outside, such as those that start a flight recording.
  private static List<String> profiling() {
    String flags = System.getenv().getOrDefault("MONITOR_JAVA_OPTS", "").strip();
    return flags.isEmpty() ? List.of() : List.of(flags.split(" +", -1));
  }

  /// Judgements a second that the judge allows.
  double limitPerSecond() {
    return inFlight * 1e9 / latency.toNanos();
  }

  /// The configuration of the monitor. What is measured is never sampled down or given up.
  String yaml(String bootstrapServers, String registryUrl, String judgeUrl, Path state) {
    return """
    kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
    streams: { application_id: bench, threads: %d, state_dir: "%s" }
    http: { port: 0 }
    apps: [ { id: %s, evaluators: %s } ]
    judges:
      default: { api: openai, base_url: "%s", model: m, max_in_flight: %d, call_timeout: 30s, cache_entries: 0 }
    judging: { max_age: 24h, relief_after: 24h, max_pending: 5000000 }
    assembly: { wait: 1h }
    %s"""
        .formatted(
            bootstrapServers,
            registryUrl,
            THREADS,
            state,
            Shape.APP,
            shape.evaluators(),
            judgeUrl,
            inFlight,
            settings);
  }
}
