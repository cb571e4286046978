package io.evalstream.bench.figures;

import io.evalstream.bench.process.Wait;
import io.evalstream.topic.StoreNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What judgements write to changelogs beside the payload of their trace, which is written once:
/// the bytes that lie at the broker, compressed, as they are replicated and restored.
///
/// In the changelog of the traces payload and the rest share compressed batches. So the rest is
/// written once more to a topic of its own, in smaller batches, and counted there.
record ChangelogFigure(int inFlight, Duration latency) implements Figure {

  private static final Duration LOAD = Duration.ofSeconds(20);
  private static final Duration END_WITHIN = Duration.ofMinutes(5);
  private static final double MOST_BYTES = 300;
  private static final String GROUP = "bench-";
  private static final String CHANGELOG = "-changelog";
  private static final String REST = "rest-of-traces";
  private static final int BATCH = 100;

  @Override
  public String name() {
    return "changelog";
  }

  @Override
  public void measure(Path folder, Table table) throws IOException, InterruptedException {
    RigOptions options = RigOptions.of(name(), Shape.RETRIEVAL, inFlight, latency);
    try (Rig rig = Rig.start(options, folder)) {
      rig.load(options.limitPerSecond() * 0.9, LOAD);
      long judgements = rig.published() * options.shape().judgements();
      if (!new Wait(END_WITHIN).until(() -> rig.ended() >= judgements)) {
        throw new IllegalStateException(rig.ended() + " of " + judgements + " have ended");
      }
      Thread.sleep(2_000);
      tell(table, rig, judgements);
    }
  }

  private static void tell(Table table, Rig rig, long judgements) throws InterruptedException {
    String traces = GROUP + StoreNames.TRACES + CHANGELOG;
    copyRest(rig, traces);
    Map<String, Long> sizes = sizes(rig);
    long rest = sizes.getOrDefault(REST, 0L);
    long others =
        sizes.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(GROUP) && !entry.getKey().equals(traces))
            .mapToLong(Map.Entry::getValue)
            .sum();
    table.most(
        "changelog bytes a judgement beside the payload",
        (others + rest) / (double) judgements,
        MOST_BYTES,
        "B");
    Map<String, String> parts = new TreeMap<>();
    sizes.forEach(
        (topic, bytes) -> {
          if (bytes >= judgements) {
            parts.put(topic, String.format(Locale.ROOT, "%.0f", bytes / (double) judgements));
          }
        });
    table.note("bytes a judgement by topic: " + parts + "; " + judgements + " judgements");
  }

  private static Map<String, Long> sizes(Rig rig) throws InterruptedException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", rig.cluster().bootstrapServers()))) {
      Map<String, Long> sizes = new TreeMap<>();
      List<Integer> brokers = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
      admin
          .describeLogDirs(brokers)
          .allDescriptions()
          .get()
          .values()
          .forEach(folders -> folders.values().forEach(folder -> add(sizes, folder)));
      return sizes;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void add(Map<String, Long> sizes, LogDirDescription folder) {
    folder
        .replicaInfos()
        .forEach(
            (partition, info) -> {
              if (partition.topic().endsWith(CHANGELOG) || partition.topic().equals(REST)) {
                sizes.merge(partition.topic(), info.size(), Long::sum);
              }
            });
  }

  /// Writes what is no payload to another topic.
  private static void copyRest(Rig rig, String topic) {
    Map<String, Object> clients =
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, rig.cluster().bootstrapServers());
    Map<String, Object> reading = new HashMap<>(clients);
    reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    Map<String, Object> writing = new HashMap<>(clients);
    writing.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    writing.put(ProducerConfig.LINGER_MS_CONFIG, 1_000);
    Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    try (KafkaConsumer<String, byte[]> consumer =
            new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(writing, new StringSerializer(), new ByteArraySerializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        copyRest(consumer.poll(Duration.ofMillis(200)), producer, failures);
      }
      if (!failures.isEmpty()) {
        throw new IllegalStateException("not all could be copied: " + failures.peek());
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback sees what becomes of it
  private static void copyRest(
      ConsumerRecords<String, byte[]> records,
      KafkaProducer<String, byte[]> producer,
      Queue<Exception> failures) {
    int batch = 0;
    for (ConsumerRecord<String, byte[]> record : records) {
      if (record.value() == null || !isPayload(record.key())) {
        producer.send(
            new ProducerRecord<>(REST, 0, record.key(), record.value()),
            (metadata, failure) -> {
              if (failure != null) {
                failures.add(failure);
              }
            });
        if (++batch % BATCH == 0) {
          producer.flush();
        }
      }
    }
    producer.flush();
  }

  /// The keys of parts end with what the part is.
  private static boolean isPayload(String key) {
    String part = key.substring(key.indexOf('\u0000') + 1);
    return part.equals("event") || part.startsWith("span:");
  }
}
