package io.evalstream.app;

import io.evalstream.registry.RegistryClient;
import io.evalstream.registry.RegistryConfig;
import io.evalstream.registry.RegistryException;
import io.evalstream.topic.TopicNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has to hold before the topology starts: Kafka and the registry answer, and the topics are
/// there with partitions that fit each other.
public final class StartUp {

  private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration LEADERS_POLL = Duration.ofMillis(100);
  private static final String REQUEST_TIMEOUT_MILLIS = "5000";

  private final KafkaConfig config;

  public StartUp(KafkaConfig config) {
    this.config = config;
  }

  /// What was found.
  ///
  /// @param partitions of the input topics
  /// @param clusterId identifies the Kafka cluster: local state of another one is of no use here
  public record Ready(int partitions, String clusterId) {}

  /// A check that may have to be repeated; says in one line what is wrong.
  private interface Check {
    Optional<String> problem() throws InterruptedException;
  }

  /// Waits until Kafka and the registry answer, then sees to the topics.
  ///
  /// @throws TopicsException when the topics do not fit
  /// @throws RegistryException when the registry answers and refuses
  public Ready await() throws InterruptedException {
    repeat(this::kafka);
    repeat(this::registry);
    try (Admin admin = Admin.create(adminProperties())) {
      return new Ready(topics(admin), clusterId(admin));
    }
  }

  private static String clusterId(Admin admin) throws InterruptedException {
    try {
      return admin.describeCluster().clusterId().get();
    } catch (ExecutionException e) {
      throw new TopicsException("cannot describe the cluster: " + causeOf(e));
    }
  }

  private static void repeat(Check check) throws InterruptedException {
    Duration wait = FIRST_WAIT;
    for (Optional<String> problem = check.problem();
        problem.isPresent();
        problem = check.problem()) {
      LOG.atWarn().addKeyValue("retryInSeconds", wait.toSeconds()).log(problem.get());
      Thread.sleep(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
    }
  }

  private Map<String, Object> adminProperties() {
    Map<String, Object> properties = new HashMap<>(config.clients());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    return properties;
  }

  /// A host name that does not resolve already fails the client; it may resolve later.
  private Optional<String> kafka() throws InterruptedException {
    try (Admin admin = Admin.create(adminProperties())) {
      admin.describeCluster().clusterId().get();
      return Optional.empty();
    } catch (ExecutionException | KafkaException e) {
      return Optional.of(
          "cannot reach Kafka at "
              + config.bootstrapServers()
              + ": is it running, is kafka.bootstrap.servers right? ("
              + causeOf(e)
              + ")");
    }
  }

  private Optional<String> registry() {
    try (RegistryClient client = new RegistryClient(RegistryConfig.from(config.clients()))) {
      client.ping();
      return Optional.empty();
    } catch (RegistryException e) {
      if (e.reason() != RegistryException.Reason.UNREACHABLE) {
        throw e;
      }
      return Optional.ofNullable(e.getMessage());
    }
  }

  private int topics(Admin admin) throws InterruptedException {
    TopicNames topics = config.topics();
    Set<String> present = present(admin);
    Set<String> inputs =
        Stream.of(topics.chatEvents(), topics.retrievalSpans(), topics.rekeyed())
            .filter(present::contains)
            .collect(Collectors.toSet());
    Map<String, Integer> counts = partitionsOf(admin, inputs);
    if (Set.copyOf(counts.values()).size() > 1) {
      throw new TopicsException(
          "the input topics must have the same number of partitions, or the parts of a trace do"
              + " not meet; was "
              + new TreeMap<>(counts)
              + ". Create the smaller ones anew, or add partitions with kafka-topics --alter");
    }
    int partitions = counts.values().stream().findFirst().orElse(config.partitions());
    createMissing(admin, present, partitions);
    return partitions;
  }

  private static Set<String> present(Admin admin) throws InterruptedException {
    try {
      return admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw new TopicsException("cannot list topics: " + causeOf(e));
    }
  }

  private static Map<String, Integer> partitionsOf(Admin admin, Set<String> topics)
      throws InterruptedException {
    Map<String, Integer> counts = new HashMap<>();
    try {
      Map<String, TopicDescription> found = admin.describeTopics(topics).allTopicNames().get();
      found.forEach((name, topic) -> counts.put(name, topic.partitions().size()));
    } catch (ExecutionException e) {
      throw new TopicsException("cannot describe topics " + topics + ": " + causeOf(e));
    }
    return counts;
  }

  private void createMissing(Admin admin, Set<String> present, int partitions)
      throws InterruptedException {
    List<NewTopic> missing =
        NewTopics.all(config.topics(), partitions).stream()
            .filter(topic -> !present.contains(topic.name()))
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    List<String> names = missing.stream().map(NewTopic::name).toList();
    if (!config.createTopics()) {
      throw new TopicsException(
          "topics are missing: " + names + ". Create them, or set topics.create: true");
    }
    try {
      admin.createTopics(missing).all().get();
      LOG.atInfo().addKeyValue("topics", names).log("created topics");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new TopicsException("cannot create topics " + names + ": " + causeOf(e));
      }
    }
    awaitLeaders(admin, names, partitions);
  }

  /// Brokers hear of a new topic after it was created. A producer that is faster can get stuck: its
  /// first batch is refused and its second one is not, so that the first one is out of order from
  /// then on.
  private static void awaitLeaders(Admin admin, List<String> topics, int partitions)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (String topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    long until = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      try {
        admin.listOffsets(ends).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > until) {
          throw new TopicsException("new topics " + topics + " are not served: " + causeOf(e));
        }
        Thread.sleep(LEADERS_POLL);
      }
    }
  }

  private static String causeOf(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
