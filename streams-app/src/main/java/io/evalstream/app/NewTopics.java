package io.evalstream.app;

import io.evalstream.topic.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// The topics of the monitor as they are created where they are missing.
final class NewTopics {

  private static final Map<String, String> DELETE = Map.of();
  private static final Map<String, String> COMPACT =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);

  private NewTopics() {}

  static List<NewTopic> all(TopicNames topics, int partitions) {
    List<NewTopic> all = new ArrayList<>(own(topics, partitions));
    if (topics.otlpSpans() != null) {
      all.add(topic(topics.otlpSpans(), partitions, DELETE));
    }
    return all;
  }

  private static List<NewTopic> own(TopicNames topics, int partitions) {
    return List.of(
        topic(topics.chatEvents(), partitions, DELETE),
        topic(topics.retrievalSpans(), partitions, DELETE),
        topic(topics.rekeyed(), partitions, DELETE),
        topic(topics.feedback(), partitions, DELETE),
        topic(topics.evaluations(), partitions, DELETE),
        topic(topics.judgedTraces(), partitions, DELETE),
        topic(topics.evalRates(), partitions, COMPACT),
        topic(topics.alerts(), partitions, COMPACT),
        topic(topics.deadLetters(), partitions, DELETE));
  }

  private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
  }
}
