package io.evalstream.app;

import io.evalstream.app.MonitorTopology.Boards;
import io.evalstream.metric.Meters;
import io.evalstream.topic.ValueSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/// What the monitor is built of under a configuration. Nothing is connected to, so its addresses
/// are never asked.
record BuiltTopology(TopologyDescription description) {

  static BuiltTopology of(MonitorConfig config, int partitions) {
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    Meters meters = new Meters(new SimpleMeterRegistry());
    try (JudgeBench judges =
        new JudgeBench(config.judges(), config.evaluators(), meters, clock, () -> 1)) {
      return new BuiltTopology(
          new MonitorTopology(
                  config,
                  partitions,
                  judges.bench(),
                  new ValueSerdes(config.kafka().clients()),
                  Boards.create(meters, clock),
                  meters,
                  clock)
              .build()
              .describe());
    }
  }

  /// What a task of this processor restores before it begins.
  Set<String> storesOfTheTaskOf(String processor) {
    return description.subtopologies().stream()
        .filter(part -> part.nodes().stream().map(Node::name).anyMatch(processor::equals))
        .flatMap(part -> stores(part).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  Set<String> stores() {
    return description.subtopologies().stream()
        .flatMap(part -> stores(part).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> stores(Subtopology part) {
    return part.nodes().stream()
        .flatMap(node -> node instanceof Processor one ? one.stores().stream() : null)
        .collect(Collectors.toSet());
  }
}
