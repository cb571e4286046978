package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Monitor;
import io.evalstream.event.JudgedTrace;
import io.evalstream.offline.RowFile;
import io.evalstream.offline.TraceRow;
import io.evalstream.topic.ValueSerdes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What no producer should send: each record ends where the reason says, and the ones behind it are
/// judged.
class BadInputIT {

  private static final int LARGE = 8 * 1024 * 1024;
  private static final String NOW = Instant.now().toString();

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();
  private Deployment deployment;
  private KafkaProducer<byte[], byte[]> producer;
  private Serde<SpecificRecord> values;

  /// A record that cannot be judged, and the reason that its dead letter must give.
  @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
  private record Bad(String reason, byte[] key, byte[] value) {
    static Bad of(String reason, byte[] value) {
      return new Bad(reason, null, value);
    }

    static Bad of(String reason, String value) {
      return of(reason, value.getBytes(UTF_8));
    }
  }

  @BeforeEach
  void start(TestInfo test) throws Exception {
    deployment =
        new Deployment(
            CLUSTER.get(),
            test.getTestMethod().orElseThrow().getName(),
            folder,
            """
            apps:
              - { id: docs-bot, evaluators: [ faithfulness ] }
              - { id: support-bot, evaluators: [ faithfulness ] }
            judges:
              default: { api: heuristic }
            """);
    createLargeTopic();
    Map<String, Object> settings = new HashMap<>(deployment.clients());
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGE);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    values = new ValueSerdes(deployment.clients()).open();
  }

  @AfterEach
  void stop() {
    values.close();
    producer.close();
  }

  @Test
  void badRecords_goToTheDeadLettersAndStopNothing() throws Exception {
    Sample good = Sample.shipped().first(6);
    TraceRow example = row("sample-010");
    Map<String, Bad> sent = new HashMap<>();
    try (Monitor _ = Monitor.start(deployment.config(), InstantSource.system())) {
      for (Bad bad : bads(example)) {
        sent.put(publish(bad), bad);
      }
      Program replay = replay(good);

      assertThat(replay.exitCode()).as(replay.err()).isZero();
      Eventually.holds(() -> assertThat(judgedIds()).isEqualTo(Set.copyOf(good.ids())));
      Eventually.holds(() -> assertThat(deployment.deadLetters()).hasSize(sent.size()));
    }
    for (ConsumerRecord<byte[], byte[]> letter : deployment.deadLetters()) {
      assertLetter(letter, sent);
    }
  }

  /// An event without a key and its span under another key, both in the wrong partition.
  @Test
  void misplacedParts_meetOnTheDetour() throws Exception {
    TraceRow row = row("sample-010");
    String id = row.event().getTraceId();
    int home = Utils.toPositive(Utils.murmur2(id.getBytes(UTF_8))) % Deployment.PARTITIONS;
    try (Monitor _ = Monitor.start(deployment.config(), InstantSource.system())) {
      var event =
          new ProducerRecord<byte[], byte[]>(
              deployment.topics().chatEvents(),
              (home + 1) % Deployment.PARTITIONS,
              null,
              bytes(row.event()));
      event.headers().add(new RecordHeader("from-the-application", new byte[2_000_000]));
      producer.send(event).get();
      producer
          .send(
              new ProducerRecord<>(
                  deployment.topics().retrievalSpans(),
                  (home + 2) % Deployment.PARTITIONS,
                  "another".getBytes(UTF_8),
                  bytes(row.span())))
          .get();

      Eventually.holds(() -> assertThat(judgedIds()).containsExactly(id));
    }
    JudgedTrace judged = deployment.judgedTraces().getFirst();
    assertThat(judged.getRetrievals()).containsExactly(row.span());
    assertThat(judged.getEvaluations()).hasSize(1);
    assertThat(WholeTopic.read(deployment, deployment.topics().rekeyed()))
        .hasSize(2)
        .allSatisfy(rekeyed -> assertThat(rekeyed.partition()).isEqualTo(home));
    assertThat(deployment.deadLetters()).isEmpty();
  }

  private List<Bad> bads(TraceRow example) {
    byte[] event = bytes(example.event());
    byte[] prefix = Arrays.copyOf(event, 5);
    byte[] huge = new byte[5 * 1024 * 1024];
    Arrays.fill(huge, (byte) 'x');
    List<Bad> bads = new ArrayList<>();
    bads.add(new Bad("empty", null, null));
    bads.add(Bad.of("empty", new byte[0]));
    bads.add(Bad.of("not_avro", "plain text"));
    bads.add(Bad.of("unknown_schema_id", frame(999_999, "\u0001\u0002")));
    bads.add(Bad.of("unknown_schema_id", frame(-1, "\u0001\u0002")));
    bads.add(Bad.of("undecodable", Arrays.copyOf(event, event.length / 2)));
    bads.add(Bad.of("undecodable", Arrays.copyOf(event, event.length + 3)));
    // A string of 2,000,000,000 bytes, it says.
    bads.add(Bad.of("undecodable", join(prefix, new byte[] {-128, -48, -84, -13, 14, 'a', 'b'})));
    bads.add(Bad.of("wrong_type", bytes(example.span())));
    bads.add(Bad.of("not_json", "{\"trace_id\": "));
    bads.add(Bad.of("not_json", "{\"a\":".repeat(50_000)));
    bads.add(Bad.of("invalid_json", event("\"response\": 5")));
    bads.add(Bad.of("invalid_json", event("\"response\": \"r\", \"history\": [1, 2, 3]")));
    bads.add(
        Bad.of(
            "invalid_json",
            event("\"response\": \"r\", \"history\": [" + "1,".repeat(200_000) + "1]")));
    bads.add(
        Bad.of(
            "invalid_json",
            event("\"response\": \"r\", \"attributes\": {\"" + "k".repeat(40_000) + "\": []}")));
    bads.add(Bad.of("empty_field", event("\"response\": \" \"")));
    bads.add(Bad.of("too_old", event("\"response\": \"r\"").replace(NOW, "1970-01-01T00:00:00Z")));
    bads.add(
        Bad.of("in_future", event("\"response\": \"r\"").replace(NOW, "2970-01-01T00:00:00Z")));
    bads.add(Bad.of("too_large", huge));
    bads.add(new Bad("not_avro", huge, "plain text".getBytes(UTF_8)));
    Random random = new Random(5);
    for (int i = 0; i < 50; i++) {
      byte[] noise = new byte[1 + random.nextInt(300)];
      random.nextBytes(noise);
      noise[0] = (byte) (128 + random.nextInt(128));
      bads.add(Bad.of("not_avro", noise));
    }
    return bads;
  }

  private static String event(String rest) {
    return "{\"trace_id\": \"bad\", \"app\": \"docs-bot\", \"question\": \"q\", \"occurred_at\": \"%s\", %s}"
        .formatted(NOW, rest);
  }

  private static byte[] frame(int schemaId, String payload) {
    byte[] mark = ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array();
    return join(mark, payload.getBytes(UTF_8));
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private byte[] bytes(SpecificRecord record) {
    String topic =
        record.getSchema().getName().equals("ChatEvent")
            ? deployment.topics().chatEvents()
            : deployment.topics().retrievalSpans();
    return values.serializer().serialize(topic, record);
  }

  private TraceRow row(String id) throws Exception {
    List<TraceRow> rows = new ArrayList<>();
    new RowFile(Sample.FILE).forEach(false, rows::add);
    return rows.stream()
        .filter(row -> row.event().getTraceId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /// A topic for chat events that takes more than the others do.
  private void createLargeTopic() throws Exception {
    try (Admin admin = Admin.create(Map.<String, Object>copyOf(deployment.clients()))) {
      NewTopic topic =
          new NewTopic(deployment.topics().chatEvents(), Deployment.PARTITIONS, (short) 1)
              .configs(Map.of("max.message.bytes", Integer.toString(LARGE)));
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  /// Returns where it lies.
  private String publish(Bad bad) throws Exception {
    RecordMetadata metadata =
        producer
            .send(
                new ProducerRecord<>(
                    deployment.topics().chatEvents(), (Integer) null, bad.key, bad.value))
            .get();
    return metadata.topic() + "/" + metadata.partition() + "/" + metadata.offset();
  }

  private Program replay(Sample sample) throws Exception {
    return Program.run(
        "replay", sample.write(folder.resolve("good.jsonl")), "--config", deployment.file());
  }

  private Set<String> judgedIds() {
    return deployment.judgedTraces().stream().map(JudgedTrace::getTraceId).collect(toSet());
  }

  @Test
  void strayRecordOnTheDetour_isADeadLetter() throws Exception {
    byte[] event = bytes(row("sample-010").event());
    try (Monitor _ = Monitor.start(deployment.config(), InstantSource.system())) {

      producer.send(new ProducerRecord<>(deployment.topics().rekeyed(), event)).get();

      Eventually.holds(() -> assertThat(deployment.deadLetters()).hasSize(1));
    }
    ConsumerRecord<byte[], byte[]> letter = deployment.deadLetters().getFirst();
    assertThat(header(letter, "reason")).isEqualTo("unknown_origin");
    assertThat(letter.value()).isEqualTo(event);
  }

  private static void assertLetter(ConsumerRecord<byte[], byte[]> letter, Map<String, Bad> sent) {
    String origin =
        header(letter, "topic")
            + "/"
            + header(letter, "partition")
            + "/"
            + header(letter, "offset");
    Bad bad = sent.get(origin);
    assertThat(bad).as("what was sent to %s", origin).isNotNull();
    assertThat(header(letter, "reason")).as(header(letter, "detail")).isEqualTo(bad.reason);
    assertThat(header(letter, "stage")).isEqualTo("ingest");
    assertThat(header(letter, "detail")).isNotBlank().hasSizeLessThan(3_000);
    assertThat(Instant.parse(header(letter, "time"))).isAfter(Instant.parse(NOW));
    if (bad.key != null) {
      assertThat(header(letter, "full_key_size")).isEqualTo(Integer.toString(bad.key.length));
      assertThat(bad.key).startsWith(letter.key());
      assertThat(letter.key()).hasSizeLessThan(100_000);
    }
    if (bad.value != null && bad.value.length > 900_000) {
      assertThat(header(letter, "full_size")).isEqualTo(Integer.toString(bad.value.length));
      assertThat(letter.value()).isEqualTo(Arrays.copyOf(bad.value, 900_000));
    } else {
      assertThat(letter.value()).isEqualTo(bad.value);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader("evalstream." + name).value(), UTF_8);
  }
}
