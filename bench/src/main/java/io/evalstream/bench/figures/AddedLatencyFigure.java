package io.evalstream.bench.figures;

import io.evalstream.bench.lean.Completion;
import io.evalstream.event.Evaluation;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.ValueSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// How long after the reply of the judge its evaluation can be read by others: from the moment at
/// which the judge writes its reply to that at which a consumer with `read_committed` has the
/// evaluation.
record AddedLatencyFigure(int inFlight, Duration latency) implements Figure {

  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration MEASURED = Duration.ofSeconds(20);
  private static final double SHARE_OF_LIMIT = 0.9;
  private static final double COMMIT_INTERVAL_MILLIS = 1_000;

  @Override
  public String name() {
    return "added-latency";
  }

  @Override
  public void measure(Path folder, Table table) throws IOException, InterruptedException {
    RigOptions options = RigOptions.of(name(), Shape.RETRIEVAL, inFlight, latency);
    try (Rig rig = Rig.start(options, folder)) {
      double rate = options.limitPerSecond() * SHARE_OF_LIMIT;
      rig.load(rate, WARM_UP);
      Reader reader = Reader.start(rig);
      rig.load(rate, MEASURED);
      long[] waits = reader.finish();
      table.most(
          "reply to committed evaluation, p50", quantile(waits, 0.5), COMMIT_INTERVAL_MILLIS, "ms");
      table.plain("reply to committed evaluation, p99", quantile(waits, 0.99), "ms");
      table.note(
          String.format(
              Locale.ROOT,
              "%d evaluations; commits every %.0f ms; %d in flight at %.0f %% of what the judge allows",
              waits.length,
              COMMIT_INTERVAL_MILLIS,
              inFlight,
              100 * SHARE_OF_LIMIT));
    }
  }

  private static double quantile(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }

  /// Reads evaluations as they are committed, on a thread of its own.
  private static final class Reader {

    private final LongStream.Builder waits = LongStream.builder();
    private final CompletableFuture<long[]> sorted = new CompletableFuture<>();
    private volatile boolean ended;

    static Reader start(Rig rig) {
      Reader reader = new Reader();
      Thread.ofPlatform().daemon().name("reader").start(() -> reader.readAll(rig));
      return reader;
    }

    private void readAll(Rig rig) {
      try {
        read(rig);
        sorted.complete(waits.build().sorted().toArray());
      } catch (Throwable e) {
        sorted.completeExceptionally(e);
      }
    }

    private void read(Rig rig) {
      Map<String, String> clients =
          Map.of(
              "bootstrap.servers", rig.cluster().bootstrapServers(),
              "schema.registry.url", rig.cluster().registryUrl());
      Map<String, Object> properties = new HashMap<>(clients);
      properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
      String topic = new TopicNames(TopicNames.DEFAULT_PREFIX).evaluations();
      Deserializer<Evaluation> values = new ValueSerdes(clients).<Evaluation>open().deserializer();
      try (KafkaConsumer<String, Evaluation> consumer =
          new KafkaConsumer<>(properties, new StringDeserializer(), values)) {
        consumer.assign(
            consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList());
        consumer.seekToEnd(consumer.assignment());
        while (!ended) {
          consumer.poll(Duration.ofMillis(20)).forEach(this::note);
        }
      }
    }

    private void note(ConsumerRecord<String, Evaluation> record) {
      String explanation = String.valueOf(record.value().getExplanation());
      long written = Long.parseLong(explanation.substring(Completion.WRITTEN_AT.length()));
      waits.add(System.currentTimeMillis() - written);
    }

    /// The times that were measured, the shortest first; there is at least one.
    long[] finish() {
      ended = true;
      long[] measured = sorted.join();
      if (measured.length == 0) {
        throw new IllegalStateException("no evaluation was read");
      }
      return measured;
    }
  }
}
