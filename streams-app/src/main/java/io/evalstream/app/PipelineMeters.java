package io.evalstream.app;

import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;

/// The gauges of what the topology reads and keeps: one for each topic and each store that is in
/// it, however many partitions there are.
final class PipelineMeters {

  private static final String INTERNAL = "-repartition";

  private PipelineMeters() {}

  static void register(
      Meters meters,
      TopologyDescription topology,
      String applicationId,
      ConsumerLag lag,
      StateFolder state) {
    for (String topic : topics(topology, applicationId)) {
      meters.gauge(Metric.CONSUMER_LAG, () -> lag.records(topic), topic);
    }
    for (String store : stores(topology)) {
      meters.gauge(Metric.STATE_SIZE, () -> state.sizeBytes(store), store);
    }
    meters.gauge(Metric.STATE_CACHE, BoundedRocksDb::usedBytes);
    meters.gauge(Metric.STATE_DISK_FREE, state::freeBytes);
    meters.gauge(Metric.STATE_DISK_SIZE, state::diskBytes);
  }

  /// The description leaves out the application id before the names of topics of its own.
  static Set<String> topics(TopologyDescription topology, String applicationId) {
    Set<String> topics = new TreeSet<>();
    nodes(topology)
        .forEach(
            node -> {
              if (node instanceof Source source && source.topicSet() != null) {
                source
                    .topicSet()
                    .forEach(
                        topic ->
                            topics.add(
                                topic.endsWith(INTERNAL) ? applicationId + "-" + topic : topic));
              }
            });
    return topics;
  }

  static Set<String> stores(TopologyDescription topology) {
    Set<String> stores = new TreeSet<>();
    nodes(topology)
        .forEach(
            node -> {
              if (node instanceof Processor processor) {
                stores.addAll(processor.stores());
              }
            });
    return stores;
  }

  private static Stream<TopologyDescription.Node> nodes(TopologyDescription topology) {
    return topology.subtopologies().stream().flatMap(part -> part.nodes().stream());
  }
}
