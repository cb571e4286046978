package io.evalstream.app;

import io.evalstream.config.Section;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.StreamsConfig;

/// How the instances of one application id share the partitions.
///
/// With `classic` the clients agree among themselves, and say by their own settings when one of
/// them is taken for dead. With `streams` (KIP-1071) the broker assigns, and what decides about
/// sessions and replicas are settings of the group at the broker. Of the clients' ones Kafka 4.3
/// refuses static members, warns of replicas and ignores the others without a word, so all of them
/// are problems here.
enum GroupProtocol {
  CLASSIC,
  STREAMS;

  private static final Map<String, String> NOT_WITH_STREAMS =
      new TreeMap<>(
          Map.of(
              "session.timeout.ms", "set streams.session.timeout.ms of the group at the broker",
              "heartbeat.interval.ms",
                  "set streams.heartbeat.interval.ms of the group at the broker",
              "num.standby.replicas", "set streams.num.standby.replicas of the group at the broker",
              "max.warmup.replicas", "there are no warm-up replicas",
              "acceptable.recovery.lag", "there are no warm-up replicas",
              "probing.rebalance.interval.ms", "there are no warm-up replicas",
              "group.instance.id", "there are no static members"));

  private static final List<String> CONSUMER_PREFIXES = List.of("", "consumer.", "main.consumer.");

  /// The protocol of these clients; `classic` when they name none.
  static GroupProtocol of(Map<String, String> clients) {
    return clients
            .getOrDefault(StreamsConfig.GROUP_PROTOCOL_CONFIG, CLASSIC.kafkaName())
            .equalsIgnoreCase(STREAMS.kafkaName())
        ? STREAMS
        : CLASSIC;
  }

  /// Tells a protocol that is none, and settings that it would not heed.
  static void check(Section root, Map<String, String> clients) {
    String named = clients.getOrDefault(StreamsConfig.GROUP_PROTOCOL_CONFIG, CLASSIC.kafkaName());
    GroupProtocol protocol = of(clients);
    if (!named.equalsIgnoreCase(protocol.kafkaName())) {
      root.problem("kafka", "must have classic or streams as group.protocol", named);
    }
    if (protocol == STREAMS) {
      NOT_WITH_STREAMS.forEach((key, instead) -> refuse(root, clients, key, instead));
    }
  }

  private static void refuse(
      Section root, Map<String, String> clients, String key, String instead) {
    for (String prefix : CONSUMER_PREFIXES) {
      if (clients.containsKey(prefix + key)) {
        root.problem(
            "kafka",
            "must not have " + prefix + key + " with group.protocol: streams: " + instead,
            null);
      }
    }
  }

  /// Whether a setting of a client means anything with this protocol.
  boolean heeds(String key) {
    return this == CLASSIC || !NOT_WITH_STREAMS.containsKey(key);
  }

  private String kafkaName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
