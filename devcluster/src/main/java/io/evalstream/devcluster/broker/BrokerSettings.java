package io.evalstream.devcluster.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The configuration of a one-node broker: whole in its features, small in memory.
///
/// @param brokerPort where clients connect
/// @param controllerPort where the node talks to itself about metadata
/// @param data folder of the log
record BrokerSettings(int brokerPort, int controllerPort, Path data) {

  static final int NODE_ID = 1;
  static final String BROKER_LISTENER = "BROKER";
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /// The settings by their names in `server.properties`.
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(node());
    properties.putAll(internalTopics());
    properties.putAll(groups());
    properties.putAll(smallness());
    return properties;
  }

  private Map<String, String> node() {
    String broker = BROKER_LISTENER + "://127.0.0.1:" + brokerPort;
    String controller = CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort;
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        String.valueOf(NODE_ID),
        "controller.quorum.voters",
        NODE_ID + "@127.0.0.1:" + controllerPort,
        "listeners",
        broker + "," + controller,
        "advertised.listeners",
        broker,
        "listener.security.protocol.map",
        BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
        "inter.broker.listener.name",
        BROKER_LISTENER,
        "controller.listener.names",
        CONTROLLER_LISTENER,
        "log.dirs",
        data.toString());
  }

  private static Map<String, String> internalTopics() {
    return Map.of(
        "auto.create.topics.enable", "true",
        "num.partitions", "4",
        "offsets.topic.num.partitions", "4",
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.num.partitions", "4",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "4",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1");
  }

  /// Nobody waits for further members. A member of a streams group that has died is missed as soon
  /// as one of a classic group of the monitor, and a group may be set to miss it sooner.
  private static Map<String, String> groups() {
    return Map.of(
        "group.initial.rebalance.delay.ms", "0",
        "group.streams.initial.rebalance.delay.ms", "0",
        "group.streams.session.timeout.ms", "15000",
        "group.streams.min.session.timeout.ms", "1000",
        "group.streams.heartbeat.interval.ms", "3000",
        "group.streams.min.heartbeat.interval.ms", "100");
  }

  private static Map<String, String> smallness() {
    return Map.of(
        "log.cleaner.dedupe.buffer.size", "2097152",
        "log.cleaner.io.buffer.size", "131072",
        "log.index.size.max.bytes", "1048576",
        "num.network.threads", "2",
        "num.io.threads", "4",
        "background.threads", "2",
        "group.coordinator.threads", "1",
        "share.coordinator.threads", "1");
  }
}
