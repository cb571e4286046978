package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.app.Monitor;
import io.evalstream.event.Evaluation;
import io.evalstream.topic.LetterBox;
import io.evalstream.topic.LetterPost;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Dead letters are listed, and replayed once.
class DeadLettersIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant SENT = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
  private static final String HOSTILE = "key\u001b[2J\r\u009bforged\nline";

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();
  private String name;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void start(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    deployment(1_000).file();
    Map<String, Object> settings = Map.copyOf(deployment(1_000).clients());
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    producer.close();
  }

  private Deployment deployment(int maxRecordBytes) {
    return new Deployment(
        CLUSTER.get(),
        name,
        folder,
        """
        apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]
        judges: { default: { api: heuristic } }
        ingest: { max_record_bytes: %d }
        """
            .formatted(maxRecordBytes));
  }

  @Test
  void lettersWhoseCauseWasMended_areJudgedOnce() throws Exception {
    Deployment strict = deployment(1_000);
    List<String> ids = List.of("large-0", "large-1", "large-2");
    try (Monitor _ = Monitor.start(strict.config(), InstantSource.system())) {
      for (String id : ids) {
        send(strict.topics().chatEvents(), id, event(id));
      }
      send(strict.topics().chatEvents(), HOSTILE, "noise\u001b[2J".getBytes(UTF_8));
      send(strict.topics().chatEvents(), "huge", new byte[950_000]);
      send(strict.topics().rekeyed(), "stranger", event("stranger"));
      Eventually.holds(() -> assertThat(strict.deadLetters()).hasSize(6));
    }
    assertListed(strict);
    assertNothingIsReplayedUnasked(strict);

    Deployment mended = deployment(100_000);
    try (Monitor _ = Monitor.start(mended.config(), InstantSource.system())) {
      Program replay = replay(mended, "--reason", "too_large");
      assertThat(replay.out())
          .contains("3 dead letters replayed")
          .contains("1 left out: not all that came")
          .contains("left out: " + mended.topics().chatEvents());
      Eventually.holds(() -> assertThat(judged(mended)).containsExactlyInAnyOrderElementsOf(ids));

      Program second = replay(mended, "--all");

      assertThat(second.out())
          .contains("1 dead letters replayed")
          .contains("3 left out: replayed before")
          .contains("1 left out: did not come from a topic");
      Eventually.holds(() -> assertThat(letters(mended, "not_avro")).hasSize(2));
      assertThat(replay(mended, "--reason", "too_large").out()).contains("0 dead letters replayed");
    }
    assertThat(judged(mended)).containsExactlyInAnyOrderElementsOf(ids);
    assertFaithful(mended);
  }

  /// As it came: where it lay, when, under which key, with its headers; and it says what it is.
  private static void assertFaithful(Deployment deployment) {
    List<ConsumerRecord<byte[], byte[]>> inputs =
        WholeTopic.read(deployment, deployment.topics().chatEvents());
    List<ConsumerRecord<byte[], byte[]>> again =
        inputs.stream().filter(record -> header(record, "evalstream.replays") != null).toList();
    assertThat(again)
        .hasSize(4)
        .allSatisfy(
            record -> {
              assertThat(header(record, "traceparent")).isEqualTo("00-" + text(record.key()));
              assertThat(header(record, "evalstream.replays")).isEqualTo("1");
              assertThat(header(record, "evalstream.lie")).isNull();
              assertThat(record.timestamp()).isEqualTo(SENT.toEpochMilli());
              assertThat(inputs)
                  .filteredOn(
                      first ->
                          first.partition() == record.partition()
                              && text(first.key()).equals(text(record.key()))
                              && text(first.value()).equals(text(record.value())))
                  .hasSize(2);
            });
  }

  private static void assertListed(Deployment deployment) throws Exception {
    Program table = Program.run("dead-letters", "list", "--config", deployment.file());
    assertThat(table.exitCode()).as(table.err()).isZero();
    assertThat(table.out()).contains("950,000+").contains("unknown_origin").contains("too_large");
    assertThat(table.out().replace("\n", "")).doesNotContainPattern("\\p{Cc}");

    Program json =
        Program.run(
            "dead-letters",
            "list",
            "--json",
            "--reason",
            "not_avro",
            "--topic",
            "chat-events",
            "--stage",
            "ingest",
            "--since",
            "1h",
            "--config",
            deployment.file());
    assertThat(json.out().lines()).hasSize(1);
    assertThat(json.out().strip()).doesNotContainPattern("\\p{Cc}");
    JsonNode letter = JSON.readTree(json.out());
    assertThat(letter.path("key").asText()).isEqualTo(HOSTILE);
    assertThat(letter.path("state").asText()).isEqualTo("waiting");

    Program none =
        Program.run("dead-letters", "list", "--stage", "notify", "--config", deployment.file());
    assertThat(none.out()).isEqualTo("no such dead letters" + System.lineSeparator());
  }

  private static void assertNothingIsReplayedUnasked(Deployment deployment) throws Exception {
    Program unasked = Program.run("dead-letters", "replay", "--config", deployment.file());
    assertThat(unasked.exitCode()).isEqualTo(2);
    assertThat(unasked.err()).contains("4 of the dead letters can be replayed").contains("--all");
    assertThat(replay(deployment, "--all", "--dry-run").out())
        .contains("4 dead letters would be replayed");
    assertThat(WholeTopic.read(deployment, deployment.topics().chatEvents())).hasSize(5);
  }

  /// What is read last need not be the newest: partitions are read one after the other.
  @Test
  void newest_isSoByItsTime() throws Exception {
    Deployment deployment = deployment(1_000);
    for (String time : List.of("2026-03-02T12:00:02Z", "2026-03-02T12:00:03Z")) {
      producer.send(letter(deployment, 0, time)).get();
    }
    producer.send(letter(deployment, 0, "2026-03-02T12:00:00Z")).get();
    producer.send(letter(deployment, 1, "2026-03-02T12:00:01Z")).get();

    Program list =
        Program.run(
            "dead-letters",
            "list",
            "--json",
            "--count",
            2,
            "--config",
            deployment.folder().resolve("evalstream.yaml"));

    assertThat(list.out().lines().map(DeadLettersIT::time))
        .containsExactly("2026-03-02T12:00:02Z", "2026-03-02T12:00:03Z");
  }

  private static ProducerRecord<byte[], byte[]> letter(
      Deployment deployment, int partition, String time) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("evalstream.time", time.getBytes(UTF_8));
    return new ProducerRecord<>(
        deployment.topics().deadLetters(), partition, null, null, "noise".getBytes(UTF_8), headers);
  }

  private static String time(String json) {
    try {
      return JSON.readTree(json).path("time").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /// The first replay is overtaken by a second one amid its transaction, and a third one breaks
  /// off.
  @Test
  void replaysThatMeetOrBreakOff_writeEachLetterOnce() throws Exception {
    Deployment deployment = deployment(1_000);
    for (int i = 0; i < 5; i++) {
      bury(deployment, "noise " + i);
    }
    try (LetterPost broken = LetterPost.open(deployment.clients(), deployment.topics());
        LetterBox box = LetterBox.open(deployment.clients(), deployment.topics())) {
      List<Long> seen = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  broken.replay(
                      box,
                      letter -> {
                        seen.add(letter.place().offset());
                        if (seen.size() == 3) {
                          throw new IllegalArgumentException("broken off");
                        }
                        return true;
                      }))
          .hasMessage("broken off");
    }
    try (LetterPost overtaken = LetterPost.open(deployment.clients(), deployment.topics());
        LetterBox box = LetterBox.open(deployment.clients(), deployment.topics())) {
      List<Program> other = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  overtaken.replay(
                      box,
                      letter -> {
                        if (letter.place().offset() > 0 && other.isEmpty()) {
                          other.add(Program.run(words(deployment, "--all")));
                        }
                        return true;
                      }))
          .hasMessageContaining("another replay");
      assertThat(other.getFirst().out()).contains("5 dead letters replayed");
    }

    assertThat(replay(deployment, "--all").out()).contains("0 dead letters replayed");

    assertThat(WholeTopic.read(deployment, deployment.topics().chatEvents()))
        .extracting(record -> text(record.value()))
        .containsExactlyInAnyOrder("noise 0", "noise 1", "noise 2", "noise 3", "noise 4");
    assertThat(deployment.deadLetters()).as("five letters and a receipt").hasSize(6);
  }

  /// A transaction of a monitor lies before the receipts of the first replay, and is open when the
  /// second one begins.
  @Test
  void receiptBehindAnOpenTransaction_isWaitedFor() throws Exception {
    Deployment deployment = deployment(1_000);
    bury(deployment, "noise");
    try (KafkaProducer<byte[], byte[]> monitor = transactional();
        ExecutorService later = Executors.newSingleThreadExecutor()) {
      monitor.initTransactions();
      monitor.beginTransaction();
      try (LetterPost post = LetterPost.open(deployment.clients(), deployment.topics());
          LetterBox box = LetterBox.open(deployment.clients(), deployment.topics())) {
        long replayed =
            post.replay(
                box,
                letter -> {
                  monitor.send(letter(deployment, "in between"));
                  monitor.flush();
                  return true;
                });
        assertThat(replayed).isEqualTo(1);
      }

      Future<Program> second = later.submit(() -> replay(deployment, "--all"));
      Thread.sleep(1_000);
      monitor.abortTransaction();

      assertThat(second.get().out())
          .contains("0 dead letters replayed")
          .contains("1 left out: replayed before");
    }
  }

  private KafkaProducer<byte[], byte[]> transactional() {
    Map<String, Object> settings = new HashMap<>(deployment(1_000).clients());
    settings.put("transactional.id", name + "-monitor");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void bury(Deployment deployment, String value) throws Exception {
    producer.send(letter(deployment, value)).get();
  }

  private static ProducerRecord<byte[], byte[]> letter(Deployment deployment, String value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("evalstream.topic", deployment.topics().chatEvents().getBytes(UTF_8));
    headers.add("evalstream.partition", "0".getBytes(UTF_8));
    return new ProducerRecord<>(
        deployment.topics().deadLetters(), 0, null, null, value.getBytes(UTF_8), headers);
  }

  private static Program replay(Deployment deployment, String... options) {
    Program replay = Program.run(words(deployment, options));
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    return replay;
  }

  private static Object[] words(Deployment deployment, String... options) {
    List<Object> words = new ArrayList<>(List.of("dead-letters", "replay"));
    words.addAll(List.of(options));
    words.addAll(List.of("--config", deployment.folder().resolve("evalstream.yaml")));
    return words.toArray();
  }

  private void send(String topic, String key, byte[] value) throws Exception {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", ("00-" + key).getBytes(UTF_8));
    headers.add("evalstream.lie", "payments".getBytes(UTF_8));
    producer
        .send(
            new ProducerRecord<>(
                topic, null, SENT.toEpochMilli(), key.getBytes(UTF_8), value, headers))
        .get();
  }

  /// A chat event of more than a thousand bytes.
  private static byte[] event(String id) {
    return JSON.createObjectNode()
        .put("trace_id", id)
        .put("app", "docs-bot")
        .put("question", "what? ".repeat(200))
        .put("response", "this")
        .put("occurred_at", SENT.toString())
        .put("retrieval_count", 0)
        .toString()
        .getBytes(UTF_8);
  }

  private static List<String> judged(Deployment deployment) {
    return deployment.evaluations().stream().map(Evaluation::getTraceId).toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> letters(
      Deployment deployment, String reason) {
    return deployment.deadLetters().stream()
        .filter(letter -> reason.equals(header(letter, "evalstream.reason")))
        .toList();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : text(header.value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
