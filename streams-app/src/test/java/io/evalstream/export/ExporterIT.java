package io.evalstream.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.config.Secret;
import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.devcluster.stub.OtlpStub;
import io.evalstream.event.JudgedTrace;
import io.evalstream.metric.Meters;
import io.evalstream.topic.GroupReader;
import io.evalstream.topic.ValueSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The export of one or two instances, without the rest of a monitor.
class ExporterIT {

  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static @Nullable DevCluster cluster;

  private final OtlpStub collector = OtlpStub.start(0);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Meters meters = new Meters(registry);
  private final List<Exporter> running = new ArrayList<>();

  @BeforeAll
  static void start() {
    cluster = DevCluster.start(DevClusterOptions.ephemeral());
  }

  @AfterAll
  static void stop() {
    cluster().close();
  }

  @AfterEach
  void end() {
    running.forEach(Exporter::close);
    collector.close();
  }

  @Test
  void partitionsThatMoveInAnOutage_areSentByWhoeverHasThem() throws Exception {
    List<String> ids = ids(300);
    publish("moved", ids);
    collector.setAway(true);
    AtomicLong first = new AtomicLong();
    AtomicLong second = new AtomicLong();

    export("moved", first);
    await(() -> first.get() >= ids.size());
    export("moved", second);
    await(() -> second.get() > 0 && first.get() + second.get() == ids.size());
    collector.setAway(false);
    await(() -> sent().size() == ids.size());

    await(() -> first.get() + second.get() == 0);
    assertThat(spans()).as("each once").containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void endInAnOutage_leavesAllToTheNext() throws Exception {
    List<String> ids = ids(30);
    publish("ended", ids);
    collector.setAway(true);

    Exporter ended = export("ended", new AtomicLong());
    await(() -> collector.requests() > 1);
    ended.close();
    collector.setAway(false);
    Exporter next = export("ended", new AtomicLong());
    await(() -> sent().size() == ids.size());
    next.close();
    publish("ended", List.of("last"));
    export("ended", new AtomicLong());
    await(() -> sent().contains("last"));

    assertThat(spans()).as("each once").hasSize(ids.size() + 1);
  }

  @Test
  void whatIsNotTaken_isCountedAndGoneBeyond() throws Exception {
    List<String> ids = ids(3);
    create("refused", 1);
    publish("refused", ids);
    garbage("refused");
    collector.failNext(1, 400);
    collector.rejectFirstOfNext(1);

    export("refused", new AtomicLong());
    await(() -> count("evalstream_exported", "logs") == 2);

    assertThat(count("evalstream_export_dropped", "traces", "http_400")).isEqualTo(3);
    assertThat(count("evalstream_export_dropped", "logs", "rejected")).isEqualTo(1);
    assertThat(count("evalstream_export_dropped", "logs", "not_avro")).isEqualTo(1);
    assertThat(count("evalstream_export_dropped", "traces", "not_avro")).isEqualTo(1);
    assertThat(sent()).isEmpty();

    publish("refused", List.of("next"));
    await(() -> sent().equals(Set.of("next")));
  }

  private static DevCluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  private static Map<String, String> clients() {
    return Map.of(
        "bootstrap.servers", cluster().bootstrapServers(),
        "schema.registry.url", cluster().registryUrl());
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "e" + i).toList();
  }

  private Exporter export(String topic, AtomicLong lag) {
    ExportConfig config =
        new ExportConfig(
            URI.create(collector.url()),
            Map.of("Authorization", new Secret("Bearer token")),
            true,
            true,
            true,
            Map.of(),
            Duration.ofSeconds(5));
    Serde<JudgedTrace> serde = new ValueSerdes(clients()).open();
    Exporter exporter =
        Exporter.start(
            config,
            "1",
            Set.of(),
            () ->
                GroupReader.join(
                    clients(),
                    topic + "-otlp-export",
                    topic,
                    serde.deserializer(),
                    JudgedTrace.class,
                    lag),
            meters,
            new Random(7));
    running.add(exporter);
    return exporter;
  }

  private static void create(String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.copyOf(clients()))) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
  }

  /// A trace with one evaluation for each id, over all partitions in turn.
  private static void publish(String topic, List<String> ids) throws Exception {
    try (Admin admin = Admin.create(Map.copyOf(clients()))) {
      if (!admin.listTopics().names().get().contains(topic)) {
        create(topic, PARTITIONS);
      }
    }
    try (Serde<JudgedTrace> serde = new ValueSerdes(clients()).open();
        KafkaProducer<byte[], byte[]> producer = producer()) {
      int partitions = producer.partitionsFor(topic).size();
      for (int i = 0; i < ids.size(); i++) {
        JudgedTrace trace =
            JudgedTraces.of(JudgedTraces.unfaithful().setEvaluationId(ids.get(i)).build());
        byte[] value = serde.serializer().serialize(topic, trace);
        producer.send(new ProducerRecord<>(topic, i % partitions, null, value));
      }
    }
  }

  private static void garbage(String topic) {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.send(new ProducerRecord<>(topic, "no Avro".getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.copyOf(clients()), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /// Evaluation ids of the spans that were taken.
  private Set<String> sent() {
    return Set.copyOf(spans());
  }

  /// The same with repetitions.
  private List<String> spans() {
    return collector.spans().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(ExporterIT::id)
        .toList();
  }

  private static String id(Span span) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("evaluations.0.evaluation.identifier"))
        .map(attribute -> attribute.getValue().getStringValue())
        .findFirst()
        .orElseThrow();
  }

  private double count(String metric, String signal) {
    var counter = registry.find(metric).tag("signal", signal).counter();
    return counter == null ? 0 : counter.count();
  }

  private double count(String metric, String signal, String reason) {
    var counter = registry.find(metric).tag("signal", signal).tag("reason", reason).counter();
    return counter == null ? 0 : counter.count();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not come true in time").isLessThan(until);
      Thread.sleep(50);
    }
  }
}
