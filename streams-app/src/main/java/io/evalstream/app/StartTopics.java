package io.evalstream.app;

import io.evalstream.topic.RootCause;
import io.evalstream.topic.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topics of the monitor as its start finds them, and makes them where they are missing.
///
/// *Threading:* one thread.
final class StartTopics {

  private static final Logger LOG = LoggerFactory.getLogger(StartTopics.class);
  private static final Duration LEADERS_WITHIN = Duration.ofSeconds(30);
  private static final Duration LEADERS_POLL = Duration.ofMillis(100);

  private final KafkaConfig config;
  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> created = new HashMap<>();

  StartTopics(KafkaConfig config, Admin admin) {
    this.config = config;
    this.admin = admin;
  }

  /// How many partitions the input topics have, or will have.
  ///
  /// @throws TopicsException when they have not the same number
  int partitions() throws NotYetException, InterruptedException {
    TopicNames topics = config.topics();
    Set<String> present = present();
    Set<String> inputs =
        Stream.of(topics.chatEvents(), topics.retrievalSpans(), topics.rekeyed())
            .filter(present::contains)
            .collect(Collectors.toSet());
    Map<String, Integer> counts = partitionsOf(inputs);
    if (Set.copyOf(counts.values()).size() > 1) {
      throw new TopicsException(
          "the input topics must have the same number of partitions, or the parts of a trace do"
              + " not meet; was "
              + new TreeMap<>(counts)
              + ". Create the smaller ones anew, or add partitions with kafka-topics --alter");
    }
    return counts.values().stream().findFirst().orElse(config.partitions());
  }

  private Set<String> present() throws NotYetException, InterruptedException {
    try {
      return admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw failure("cannot list topics", e);
    }
  }

  private Map<String, Integer> partitionsOf(Set<String> topics)
      throws NotYetException, InterruptedException {
    Map<String, Integer> counts = new HashMap<>();
    try {
      Map<String, TopicDescription> found = admin.describeTopics(topics).allTopicNames().get();
      found.forEach((name, topic) -> counts.put(name, topic.partitions().size()));
    } catch (ExecutionException e) {
      throw failure("cannot describe topics " + topics, e);
    }
    return counts;
  }

  /// Creates what is missing.
  ///
  /// @throws TopicsException when something is missing and must not be created
  void createMissing(int partitions) throws NotYetException, InterruptedException {
    Set<String> present = present();
    List<NewTopic> missing =
        NewTopics.all(config.topics(), partitions).stream()
            .filter(topic -> !present.contains(topic.name()))
            .toList();
    List<String> names = missing.stream().map(NewTopic::name).toList();
    if (missing.isEmpty()) {
      return;
    }
    if (!config.createTopics()) {
      throw new TopicsException(
          "topics are missing: " + names + ". Create them, or set topics.create: true");
    }
    missing.forEach(this::remember);
    expectCreated(admin.createTopics(missing).values());
  }

  /// Another instance may have been faster with one topic; that says nothing of the next one.
  static void expectCreated(Map<String, KafkaFuture<Void>> topics)
      throws NotYetException, InterruptedException {
    for (Map.Entry<String, KafkaFuture<Void>> topic : topics.entrySet()) {
      try {
        topic.getValue().get();
        LOG.atInfo().addKeyValue("topic", topic.getKey()).log("created a topic");
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw failure("cannot create topic " + topic.getKey(), e);
        }
      }
    }
  }

  private void remember(NewTopic topic) {
    for (int partition = 0; partition < topic.numPartitions(); partition++) {
      created.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
    }
  }

  /// Brokers hear of a new topic after it was created. A producer that is faster can get stuck: its
  /// first batch is refused and its second one is not, so that the first one is out of order from
  /// then on.
  void awaitLeaders() throws NotYetException, InterruptedException {
    long until = System.nanoTime() + LEADERS_WITHIN.toNanos();
    while (true) {
      try {
        admin.listOffsets(created).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > until) {
          throw failure("new topics are not served", e);
        }
        Thread.sleep(LEADERS_POLL);
      }
    }
  }

  /// What Kafka refuses is told, with an exception to be thrown; what it did not answer may be
  /// asked again.
  ///
  /// @throws NotYetException in that case
  private static TopicsException failure(String what, ExecutionException e) throws NotYetException {
    String message = what + ": " + RootCause.message(e);
    if (e.getCause() instanceof RetriableException) {
      throw new NotYetException(message);
    }
    return new TopicsException(message);
  }
}
