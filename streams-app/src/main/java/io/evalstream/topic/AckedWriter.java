package io.evalstream.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Publishes single records for somebody who waits until Kafka has each.
///
/// *When to use:* for the few records that a person sends; [EventWriter] is for many.
///
/// *How it works:* the producer is made with the first record, and anew after a failure, so that
/// Kafka need not be there before and may be away in between.
///
/// *Threading:* safe for all threads; one record at a time is on its way.
public final class AckedWriter implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 8_000;

  private record Open(Producer<String, byte[]> producer, Serde<SpecificRecord> serde) {

    void close() {
      producer.close(Duration.ZERO);
      serde.close();
    }
  }

  private final Map<String, String> clients;
  // Guarded by this; null before the first record and after a failure.
  private @Nullable Open open;

  /// @param clients properties of the clients, those of the schema registry included
  public AckedWriter(Map<String, String> clients) {
    this.clients = Map.copyOf(clients);
  }

  /// Returns when all replicas that are in sync have the record.
  ///
  /// @throws UnpublishedException when that is not known after some seconds
  public synchronized void publish(String topic, String key, SpecificRecord value)
      throws UnpublishedException {
    try {
      Open writer = open == null ? open() : open;
      open = writer;
      Headers headers = new RecordHeaders();
      byte[] bytes = writer.serde.serializer().serialize(topic, headers, value);
      writer
          .producer
          .send(new ProducerRecord<>(topic, null, key, bytes, headers))
          .get(2L * PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(topic, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException | RuntimeException e) {
      throw failed(topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(topic, e);
    }
  }

  private UnpublishedException failed(String topic, Throwable cause) {
    close();
    return new UnpublishedException(
        "no acknowledgement from " + topic + ": " + cause.getMessage(), cause);
  }

  private Open open() {
    Map<String, Object> properties = new HashMap<>(clients);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(PATIENCE_MILLIS));
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(PATIENCE_MILLIS / 2));
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(PATIENCE_MILLIS));
    Serde<SpecificRecord> serde = new ValueSerdes(clients).open();
    try {
      return new Open(
          new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()),
          serde);
    } catch (RuntimeException e) {
      serde.close();
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
