package io.evalstream.app;

import io.evalstream.topic.TopicNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
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

  /// A check that may have to be repeated; says in one line what is wrong.
  private interface Check {
    Optional<String> problem() throws InterruptedException;
  }

  /// Waits until Kafka and the registry answer, then sees to the topics.
  ///
  /// @return partitions of the input topics
  /// @throws TopicsException when the topics do not fit
  public int await() throws InterruptedException {
    try (Admin admin = Admin.create(adminProperties())) {
      repeat(() -> kafka(admin));
      repeat(this::registry);
      return topics(admin);
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

  private Optional<String> kafka(Admin admin) throws InterruptedException {
    try {
      admin.describeCluster().clusterId().get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(
          "cannot reach Kafka at "
              + config.bootstrapServers()
              + ": is it running, is kafka.bootstrap.servers right? ("
              + causeOf(e)
              + ")");
    }
  }

  /// Any answer of the registry will do: that a call is allowed shows when a schema is needed.
  private Optional<String> registry() throws InterruptedException {
    List<String> problems = new ArrayList<>();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST_WAIT).build()) {
      for (String url : config.registryUrl().split(",", -1)) {
        try {
          HttpRequest request =
              HttpRequest.newBuilder(URI.create(url.strip() + "/subjects"))
                  .timeout(Duration.ofSeconds(5))
                  .build();
          client.send(request, HttpResponse.BodyHandlers.discarding());
          return Optional.empty();
        } catch (IOException e) {
          problems.add(
              "cannot reach the schema registry at "
                  + url.strip()
                  + ": is it running, is kafka.schema.registry.url right? ("
                  + e.getClass().getSimpleName()
                  + ")");
        }
      }
    }
    return Optional.of(String.join("; ", problems));
  }

  private int topics(Admin admin) throws InterruptedException {
    TopicNames topics = config.topics();
    Set<String> inputs = Set.of(topics.chatEvents(), topics.retrievalSpans(), topics.rekeyed());
    Set<String> present = present(admin);
    int partitions = config.partitions();
    for (String input : inputs) {
      if (present.contains(input)) {
        partitions = partitionsOf(admin, Set.of(input)).getOrDefault(input, partitions);
      }
    }
    createMissing(admin, present, partitions);
    Map<String, Integer> counts = partitionsOf(admin, inputs);
    if (Set.copyOf(counts.values()).size() > 1) {
      throw new TopicsException(
          "the input topics must have the same number of partitions, or the parts of a trace do"
              + " not meet; was "
              + new TreeMap<>(counts)
              + ". Create the smaller ones anew, or add partitions with kafka-topics --alter");
    }
    return counts.getOrDefault(topics.chatEvents(), partitions);
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

  private static String causeOf(ExecutionException e) {
    Throwable cause = e.getCause() instanceof KafkaException kafka ? kafka : e;
    return String.valueOf(cause.getMessage());
  }
}
