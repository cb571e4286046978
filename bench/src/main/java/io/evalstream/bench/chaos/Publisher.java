package io.evalstream.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.topic.TopicNames;
import io.evalstream.topic.ValueSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Publishes traces at a steady rate, each record exactly once, also through restarts of the
/// broker.
///
/// *Threading:* one thread publishes; the failure is set by the producer's.
final class Publisher implements AutoCloseable {

  // Longer than a broker is ever down.
  private static final String PATIENCE_MILLIS = "300000";

  private final TopicNames topics;
  private final Producer<String, byte[]> producer;
  private final Serializer<SpecificRecord> values;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  Publisher(Map<String, String> clients, TopicNames topics) {
    this.topics = topics;
    Map<String, Object> properties = new HashMap<>(clients);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    // With more, a broker that is killed as a producer begins can take the second batch and refuse
    // the first one for ever.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
    this.producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    this.values = new ValueSerdes(clients).<SpecificRecord>open().serializer();
  }

  /// Publishes traces until it is enough, or until there are no more, and waits until they are
  /// written. Returns how many.
  ///
  /// @throws IllegalStateException when something could not be: then nothing can be expected
  int publish(Traffic traffic, double tracesPerSecond, BooleanSupplier enough)
      throws InterruptedException {
    long started = System.nanoTime();
    int published = 0;
    for (Turn turn : traffic.turns()) {
      long due = started + (long) (published / tracesPerSecond * 1e9);
      Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
      if (enough.getAsBoolean()) {
        break;
      }
      publish(turn);
      published++;
    }
    producer.flush();
    Exception problem = failure.get();
    if (problem != null) {
      throw new IllegalStateException("not everything was published: " + problem, problem);
    }
    return published;
  }

  private void publish(Turn turn) {
    Instant now = Instant.now();
    if (turn.spanFirst()) {
      publishSpan(turn, now);
    }
    byte[] event = values.serialize(topics.chatEvents(), turn.event(now));
    publishEvent(turn, event);
    if (!turn.spanFirst()) {
      publishSpan(turn, now);
    }
    if (turn.repeated()) {
      publishEvent(turn, event);
    }
    if (turn.withNoise()) {
      publishEvent(turn, "noise".getBytes(UTF_8));
    }
  }

  private void publishEvent(Turn turn, byte[] value) {
    send(new ProducerRecord<>(topics.chatEvents(), turn.traceId(), value));
  }

  private void publishSpan(Turn turn, Instant now) {
    String topic = topics.retrievalSpans();
    Integer partition =
        turn.misplaced() ? turn.number() % producer.partitionsFor(topic).size() : null;
    byte[] value = values.serialize(topic, turn.span(now));
    send(new ProducerRecord<>(topic, partition, turn.traceId(), value));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback sees what becomes of it
  private void send(ProducerRecord<String, byte[]> record) {
    producer.send(
        record,
        (metadata, problem) -> {
          if (problem != null) {
            failure.compareAndSet(null, problem);
          }
        });
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    values.close();
  }
}
