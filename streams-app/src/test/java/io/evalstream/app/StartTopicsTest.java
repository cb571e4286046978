package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class StartTopicsTest {

  private static final KafkaFuture<Void> CREATED = KafkaFuture.completedFuture(null);
  private static final KafkaFuture<Void> THERE = failed(new TopicExistsException("there"));

  private static KafkaFuture<Void> failed(RuntimeException failure) {
    KafkaFutureImpl<Void> future = new KafkaFutureImpl<>();
    future.completeExceptionally(failure);
    return future;
  }

  private static Map<String, KafkaFuture<Void>> topics(
      KafkaFuture<Void> first, KafkaFuture<Void> second) {
    Map<String, KafkaFuture<Void>> topics = new LinkedHashMap<>();
    topics.put("first", first);
    topics.put("second", second);
    return topics;
  }

  @Test
  void topicThatIsThereByNow_isNoFailure() {
    assertThatCode(() -> StartTopics.expectCreated(topics(THERE, CREATED)))
        .doesNotThrowAnyException();
  }

  @Test
  void topicThatIsThereByNow_doesNotHideAnotherFailure() {
    var topics = topics(THERE, failed(new InvalidReplicationFactorException("3 of 1 brokers")));

    assertThatThrownBy(() -> StartTopics.expectCreated(topics))
        .isInstanceOf(TopicsException.class)
        .hasMessage("cannot create topic second: 3 of 1 brokers");
  }

  @Test
  void brokerThatDoesNotAnswer_isAskedAgain() {
    var topics = topics(CREATED, failed(new TimeoutException("no answer")));

    assertThatThrownBy(() -> StartTopics.expectCreated(topics)).isInstanceOf(NotYetException.class);
  }
}
