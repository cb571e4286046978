package io.evalstream.topic;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Feedback;
import io.evalstream.event.RetrievalSpan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Publishes chat events, retrieval spans and feedback, as an application would.
///
/// *Threading:* safe for all threads.
public final class EventWriter implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 15_000;

  private final TopicNames topics;
  private final Producer<String, byte[]> producer;
  private final Serializer<SpecificRecord> values;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /// @param clients properties of the clients, those of the schema registry included
  /// @throws IllegalStateException when Kafka or the topic is not there
  public EventWriter(Map<String, String> clients, TopicNames topics) {
    this.topics = topics;
    Map<String, Object> properties = new HashMap<>(clients);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(PATIENCE_MILLIS));
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(PATIENCE_MILLIS));
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    // With more, a topic that the broker has just created can take the second batch before the
    // first one, and refuse the first one for ever.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    this.producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    expectTopic(topics.chatEvents(), clients.getOrDefault("bootstrap.servers", ""));
    this.values = new ValueSerdes(clients).<SpecificRecord>open().serializer();
  }

  /// Fails at once where each record would wait in vain.
  private void expectTopic(String topic, String address) {
    try {
      producer.partitionsFor(topic);
    } catch (TimeoutException e) {
      producer.close(Duration.ZERO);
      throw new IllegalStateException(
          "cannot publish to "
              + topic
              + " at "
              + address
              + ": is Kafka running there, and does the topic exist? 'run' and 'devcluster' create"
              + " it.",
          e);
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  public void send(ChatEvent event) {
    send(topics.chatEvents(), event.getTraceId(), event);
  }

  public void send(RetrievalSpan span) {
    send(topics.retrievalSpans(), span.getTraceId(), span);
  }

  public void send(Feedback feedback) {
    send(topics.feedback(), feedback.getTraceId(), feedback);
  }

  private void send(String topic, String key, SpecificRecord value) {
    Headers headers = new RecordHeaders();
    byte[] bytes = values.serialize(topic, headers, value);
    send(new ProducerRecord<>(topic, null, key, bytes, headers));
  }

  /// Publishes a value as it is.
  public void sendBytes(String topic, String key, byte[] value) {
    send(new ProducerRecord<>(topic, key, value));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback sees what becomes of it
  private void send(ProducerRecord<String, byte[]> record) {
    expectNoFailure();
    producer.send(
        record,
        (metadata, problem) -> {
          if (problem != null) {
            failure.compareAndSet(null, problem);
          }
        });
  }

  /// Waits until all is written.
  ///
  /// @throws IllegalStateException when something could not be
  public void flush() {
    producer.flush();
    expectNoFailure();
  }

  private void expectNoFailure() {
    Exception problem = failure.get();
    if (problem != null) {
      throw new IllegalStateException(
          "not everything was published: " + problem.getMessage(), problem);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    values.close();
  }
}
