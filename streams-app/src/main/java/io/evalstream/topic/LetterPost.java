package io.evalstream.topic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes dead letters back to where they came from: key, value, headers, timestamp and partition
/// as they were.
///
/// Each letter goes out once, whatever interrupts the replay and however often it is repeated: the
/// records and the receipts for them are one transaction, and all replays of a topic have one
/// transactional id. Who opens a post ends the transaction of the one before and shuts it out, so a
/// [LetterBox] that is opened afterwards sees each receipt that there will ever be.
///
/// *Threading:* one thread.
public final class LetterPost implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;
  private static final int MOST_LETTERS = 500;
  private static final long MOST_BYTES = 8_000_000;
  private static final int LARGEST_REQUEST = 2_000_000;

  private final KafkaProducer<byte[], byte @Nullable []> producer;
  private final String letters;
  private final Map<Integer, List<Long>> open = new HashMap<>();
  private final Map<String, Integer> partitions = new HashMap<>();
  private int openLetters;
  private long openBytes;
  private long committed;

  private LetterPost(KafkaProducer<byte[], byte @Nullable []> producer, String letters) {
    this.producer = producer;
    this.letters = letters;
  }

  /// Shuts out an earlier replay, then waits until it has ended.
  ///
  /// @throws IllegalStateException when Kafka does not answer
  public static LetterPost open(Map<String, String> clients, TopicNames topics) {
    Map<String, Object> properties = new HashMap<>(clients);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.deadLetters() + ".replay");
    // Who reads committed records only waits as long for a replay that was killed.
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "10000");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(PATIENCE_MILLIS));
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    // What a topic takes is for the topic to say.
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_REQUEST));
    KafkaProducer<byte[], byte @Nullable []> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
      return new LetterPost(producer, topics.deadLetters());
    } catch (TimeoutException e) {
      producer.close(Duration.ZERO);
      throw TopicTail.unreachable(clients, e);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /// Chooses letters.
  public interface Choice {
    boolean replays(Letter letter);
  }

  /// Replays the letters that are chosen.
  ///
  /// @return how many
  /// @throws IllegalStateException when it could not go on; what was committed stays
  /// @throws TopicTail.Interrupted when the thread is interrupted
  public long replay(LetterBox box, Choice choice) {
    try {
      box.raw(
          (letter, record) -> {
            if (choice.replays(letter)) {
              send(letter, record);
            }
          });
      commit();
      return committed;
    } catch (InterruptException e) {
      throw new TopicTail.Interrupted(e);
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw new IllegalStateException(
          "another replay of "
              + letters
              + " has begun; this one ends. It had replayed "
              + committed,
          e);
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "the replay could not go on; it had replayed "
              + committed
              + ", and may be repeated: "
              + e.getMessage(),
          e);
    }
  }

  /// How many letters have been replayed for good.
  public long committed() {
    return committed;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the commit fails when a record could not be sent
  private void send(Letter letter, ConsumerRecord<byte[], byte @Nullable []> record) {
    if (openLetters == 0) {
      producer.beginTransaction();
    }
    producer.send(again(letter, record));
    open.computeIfAbsent(letter.place().partition(), p -> new ArrayList<>())
        .add(letter.place().offset());
    openLetters++;
    openBytes += record.serializedKeySize() + (long) record.serializedValueSize();
    if (openLetters >= MOST_LETTERS || openBytes >= MOST_BYTES) {
      commit();
    }
  }

  private ProducerRecord<byte[], byte @Nullable []> again(
      Letter letter, ConsumerRecord<byte[], byte @Nullable []> record) {
    RecordHeaders headers = new RecordHeaders();
    for (Header header : LetterHeaders.own(record.headers())) {
      headers.add(header);
    }
    LetterHeaders.add(headers, LetterHeaders.REPLAYS, Integer.toString(letter.replays() + 1));
    LetterHeaders.add(headers, LetterHeaders.REPLAYED_FROM, letter.place().toString());
    Instant timestamp = letter.timestamp();
    return new ProducerRecord<>(
        letter.topic(),
        partition(letter),
        timestamp == null || timestamp.isBefore(Instant.EPOCH) ? null : timestamp.toEpochMilli(),
        record.key(),
        record.value(),
        headers);
  }

  /// Where it lay, as long as there is such a partition; the key says otherwise.
  private @Nullable Integer partition(Letter letter) {
    int count =
        partitions.computeIfAbsent(letter.topic(), topic -> producer.partitionsFor(topic).size());
    int partition = letter.source().partition();
    return partition >= 0 && partition < count ? partition : null;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // as above
  private void commit() {
    if (openLetters == 0) {
      return;
    }
    open.forEach(
        (partition, offsets) -> producer.send(Replayed.receipt(letters, partition, offsets)));
    producer.commitTransaction();
    committed += openLetters;
    open.clear();
    openLetters = 0;
    openBytes = 0;
  }

  /// Takes back what is not committed.
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      if (openLetters > 0) {
        producer.abortTransaction();
      }
    } catch (KafkaException e) {
      // The broker ends the transaction by itself, and the cause was told already.
    } finally {
      producer.close(Duration.ofSeconds(5));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
