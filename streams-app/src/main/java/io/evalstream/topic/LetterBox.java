package io.evalstream.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/// Reads the topic of dead letters as it was when the box was opened, committed records only, as
/// often as one likes.
///
/// *How it works*: the end is what had been written, whether committed or not, and reading waits
/// until the transactions before it have ended. Else the receipt of a replay could lie behind an
/// open transaction of the monitor, unseen.
///
/// *Threading:* one thread.
public final class LetterBox implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final KafkaConsumer<byte[], byte @Nullable []> consumer;
  private final String topic;
  private final Map<TopicPartition, Long> begins;
  private final Map<TopicPartition, Long> ends;

  private LetterBox(
      KafkaConsumer<byte[], byte @Nullable []> consumer,
      String topic,
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.topic = topic;
    this.begins = begins;
    this.ends = ends;
  }

  /// @throws IllegalArgumentException when there is no such topic
  /// @throws IllegalStateException when Kafka does not answer
  public static LetterBox open(Map<String, String> clients, TopicNames topics) {
    String topic = topics.deadLetters();
    Map<TopicPartition, Long> written = written(clients, topic);
    KafkaConsumer<byte[], byte @Nullable []> consumer =
        TopicTail.consumer(clients, "read_committed");
    try {
      consumer.assign(written.keySet());
      return new LetterBox(consumer, topic, consumer.beginningOffsets(written.keySet()), written);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static Map<TopicPartition, Long> written(Map<String, String> clients, String topic) {
    try (KafkaConsumer<byte[], byte @Nullable []> consumer =
        TopicTail.consumer(clients, "read_uncommitted")) {
      List<TopicPartition> partitions = TopicTail.partitions(consumer, clients, topic);
      consumer.assign(partitions);
      return consumer.endOffsets(partitions);
    }
  }

  /// About how many records are in it.
  public long size() {
    return ends.entrySet().stream()
        .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
        .sum();
  }

  /// Reads which letters have been replayed.
  public Replayed replayed() {
    Replayed replayed = new Replayed();
    read(
        record -> {
          if (Replayed.isReceipt(record)) {
            replayed.read(record);
          }
        });
    return replayed;
  }

  /// Reads the letters, in order within each partition.
  public void letters(Consumer<Letter> reader) {
    raw((letter, record) -> reader.accept(letter));
  }

  /// Takes a letter and its record.
  interface RawReader {
    void take(Letter letter, ConsumerRecord<byte[], byte @Nullable []> record);
  }

  void raw(RawReader reader) {
    read(
        record -> {
          if (!Replayed.isReceipt(record)) {
            reader.take(Letter.of(record), record);
          }
        });
  }

  private void read(Consumer<ConsumerRecord<byte[], byte @Nullable []>> reader) {
    consumer.seekToBeginning(ends.keySet());
    long quietSince = System.nanoTime();
    try {
      while (!atEnd()) {
        for (ConsumerRecord<byte[], byte @Nullable []> record : consumer.poll(POLL)) {
          quietSince = System.nanoTime();
          if (record.offset() < end(record.partition())) {
            reader.accept(record);
          }
        }
        if (System.nanoTime() - quietSince > PATIENCE.toNanos()) {
          throw new IllegalStateException(
              "cannot read "
                  + topic
                  + " to its end: a transaction on it stays open, or Kafka does"
                  + " not answer. Try again later");
        }
      }
    } catch (InterruptException e) {
      throw new TopicTail.Interrupted(e);
    }
  }

  private long end(int partition) {
    return ends.getOrDefault(new TopicPartition(topic, partition), 0L);
  }

  private boolean atEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
