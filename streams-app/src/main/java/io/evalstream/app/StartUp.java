package io.evalstream.app;

import io.evalstream.registry.RegistryClient;
import io.evalstream.registry.RegistryConfig;
import io.evalstream.registry.RegistryException;
import io.evalstream.topic.KafkaRefusal;
import io.evalstream.topic.RootCause;
import io.evalstream.topic.ValueSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has to hold before the topology starts: Kafka and the registry answer, and the topics are
/// there with partitions that fit each other.
///
/// Who does not answer is asked again, at any step: a broker may go away between two of them.
public final class StartUp {

  private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
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

  /// A question that may have to be repeated.
  private interface Question<T> {
    T ask() throws NotYetException, InterruptedException;
  }

  /// A step that may have to be repeated.
  private interface Step {
    void take() throws NotYetException, InterruptedException;
  }

  /// Waits until Kafka and the registry answer, then sees to the topics. The registry of another
  /// serde is left to that.
  ///
  /// @throws RefusedException when Kafka does not let the monitor in
  /// @throws TopicsException when the topics do not fit
  /// @throws RegistryException when the registry answers and refuses
  public Ready await() throws InterruptedException {
    String clusterId = ask(this::kafka);
    if (ValueSerdes.areOurs(config.clients())) {
      repeat(this::registry);
    }
    try (Admin admin = Admin.create(adminProperties())) {
      StartTopics topics = new StartTopics(config, admin);
      int partitions = ask(topics::partitions);
      repeat(() -> topics.createMissing(partitions));
      repeat(topics::awaitLeaders);
      return new Ready(partitions, clusterId);
    }
  }

  private static void repeat(Step step) throws InterruptedException {
    ask(
        () -> {
          step.take();
          return step;
        });
  }

  private static <T> T ask(Question<T> question) throws InterruptedException {
    Duration wait = FIRST_WAIT;
    while (true) {
      try {
        return question.ask();
      } catch (NotYetException e) {
        LOG.atWarn().addKeyValue("retryInSeconds", wait.toSeconds()).log(e.getMessage());
      }
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
  private String kafka() throws NotYetException, InterruptedException {
    try (Admin admin = Admin.create(adminProperties())) {
      return admin.describeCluster().clusterId().get();
    } catch (ExecutionException | KafkaException e) {
      Optional<String> refusal = KafkaRefusal.of(e);
      if (refusal.isPresent()) {
        throw new RefusedException(refusal.get());
      }
      throw new NotYetException(
          "cannot reach Kafka at "
              + config.bootstrapServers()
              + ": is it running, is kafka.bootstrap.servers right? Does kafka.security.protocol fit"
              + " that listener? ("
              + RootCause.message(e)
              + ")");
    }
  }

  private void registry() throws NotYetException {
    try (RegistryClient client = new RegistryClient(RegistryConfig.from(config.clients()))) {
      client.ping();
    } catch (RegistryException e) {
      if (e.reason() != RegistryException.Reason.UNREACHABLE) {
        throw e;
      }
      throw new NotYetException(String.valueOf(e.getMessage()));
    }
  }
}
