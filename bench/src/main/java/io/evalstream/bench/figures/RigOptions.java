package io.evalstream.bench.figures;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What is to be measured.
///
/// @param name of the run, and of its folder
/// @param inFlight calls at one time
/// @param latency of the judge
/// @param heap of the monitor, as `-Xmx` takes it
/// @param flags more flags of the JVM of the monitor
/// @param more configuration of the monitor, YAML
record RigOptions(
    String name,
    Shape shape,
    int inFlight,
    Duration latency,
    String heap,
    List<String> flags,
    String more) {

  static final int PARTITIONS = 4;
  static final int THREADS = 2;

  static RigOptions of(String name, Shape shape, int inFlight, Duration latency) {
    return new RigOptions(name, shape, inFlight, latency, "1g", profiling(), "");
  }

  /// Flags from outside, such as those that start a flight recording.
  private static List<String> profiling() {
    String flags = System.getenv().getOrDefault("MONITOR_JAVA_OPTS", "").strip();
    return flags.isEmpty() ? List.of() : List.of(flags.split(" +", -1));
  }

  RigOptions heap(String heap) {
    return new RigOptions(name, shape, inFlight, latency, heap, flags, more);
  }

  RigOptions flags(List<String> flags) {
    return new RigOptions(name, shape, inFlight, latency, heap, flags, more);
  }

  RigOptions more(String yaml) {
    return new RigOptions(name, shape, inFlight, latency, heap, flags, yaml);
  }

  /// Judgements a second that the judge allows.
  double limitPerSecond() {
    return inFlight * 1e9 / latency.toNanos();
  }

  /// The configuration of the monitor. What is measured is never sampled down or given up.
  String yaml(String bootstrapServers, String registryUrl, String judgeUrl, Path state) {
    return """
    kafka: { bootstrap.servers: "%s", schema.registry.url: "%s" }
    topics: { partitions: %d }
    streams: { application_id: bench, threads: %d, state_dir: "%s" }
    http: { port: 0 }
    apps: [ { id: %s, evaluators: %s } ]
    judges:
      default: { api: openai, base_url: "%s", model: m, max_in_flight: %d, call_timeout: 30s }
    judging: { max_age: 24h, relief_after: 24h, max_pending: 5000000 }
    assembly: { wait: 1h }
    %s
    """
        .formatted(
            bootstrapServers,
            registryUrl,
            PARTITIONS,
            THREADS,
            state,
            Shape.APP,
            shape.evaluators(),
            judgeUrl,
            inFlight,
            more);
  }
}
