package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.app.Monitor;
import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.event.ChatEvent;
import io.evalstream.topic.EventWriter;
import io.evalstream.topic.RandomRecords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands as people use them: what they print, and the exit codes that scripts rely on.
class CommandsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static DevCluster cluster;
  private static Deployment deployment;
  private static Path config;

  /// Topics with eight evaluations and one dead letter.
  @BeforeAll
  static void start() throws Exception {
    cluster = DevCluster.start(DevClusterOptions.ephemeral());
    deployment =
        new Deployment(
            cluster,
            "commands",
            folder,
            """
            apps:
              - { id: docs-bot, evaluators: [ faithfulness, correctness ] }
              - { id: support-bot, evaluators: [ faithfulness, correctness ] }
            judges: { default: { api: heuristic } }
            """);
    config = deployment.file();
    Path file = Sample.shipped().first(4).write(folder.resolve("four.jsonl"));
    try (Monitor _ = Monitor.start(deployment.config(), InstantSource.system());
        EventWriter writer = new EventWriter(deployment.clients(), deployment.topics())) {
      assertThat(Program.run("replay", file, "--config", config).exitCode()).isZero();
      writer.sendBytes(
          deployment.topics().chatEvents(), "k", "noise".getBytes(StandardCharsets.UTF_8));
      writer.flush();
      Eventually.holds(() -> assertThat(deployment.judgedTraces()).hasSize(4));
      Eventually.holds(() -> assertThat(deployment.deadLetters()).hasSize(1));
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /// A serde may name the schema in a header alone, as ours does where it is told to.
  @Test
  void writer_publishesTheHeadersOfTheSerde() {
    Deployment other = new Deployment(cluster, "headers", folder, "");
    Map<String, String> clients = new HashMap<>(other.clients());
    clients.put("value.serde", HeaderSerde.class.getName());

    try (EventWriter writer = new EventWriter(clients, other.topics())) {
      writer.send(RandomRecords.of(ChatEvent.class, 1));
      writer.flush();
    }

    assertThat(WholeTopic.read(other, other.topics().chatEvents()))
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.headers().lastHeader("__value_schema_id").value())
                    .containsExactly(1, 2));
  }

  /// Writes nothing without headers.
  public static final class HeaderSerde implements Serde<SpecificRecord> {

    @Override
    public Serializer<SpecificRecord> serializer() {
      return new Serializer<>() {
        @Override
        public byte[] serialize(String topic, SpecificRecord value) {
          throw new UnsupportedOperationException("no headers");
        }

        @Override
        public byte[] serialize(String topic, Headers headers, SpecificRecord value) {
          headers.add("__value_schema_id", new byte[] {1, 2});
          return new byte[] {3};
        }
      };
    }

    @Override
    public Deserializer<SpecificRecord> deserializer() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void tailWithCount_printsThatManyRecordsAsJson() throws Exception {
    Program tail =
        Program.run("tail", "evaluations", "--from-beginning", "--count", 3, "--config", config);

    assertThat(tail.exitCode()).as(tail.err()).isZero();
    assertThat(tail.out().lines()).hasSize(3);
    for (String line : tail.out().lines().toList()) {
      JsonNode evaluation = JSON.readTree(line);
      assertThat(evaluation.path("outcome").asText()).isEqualTo("judged");
      assertThat(evaluation.path("trace_id").asText()).startsWith("sample-");
    }
  }

  @Test
  void tailWithIdle_endsByItselfAndTellsWhyALetterIsDead() throws Exception {
    Program tail =
        Program.run("tail", "dead-letters", "--from-beginning", "--idle", "2s", "--config", config);

    assertThat(tail.exitCode()).as(tail.err()).isZero();
    assertThat(tail.out().lines()).hasSize(1);
    JsonNode letter = JSON.readTree(tail.out());
    assertThat(letter.path("reason").asText()).isEqualTo("not_avro");
    assertThat(letter.path("topic").asText()).isEqualTo("commands.chat-events");
    assertThat(letter.path("value").asText()).isEqualTo("noise");
  }

  @Test
  void tailOfAStreamsGroup_readsAsOfAnyOther() throws Exception {
    Path streams =
        Files.writeString(
            folder.resolve("streams.yaml"),
            deployment
                .yaml()
                .replace("session.timeout.ms: 6000", "group.protocol: streams")
                .replace("heartbeat.interval.ms: 1500", ""));

    Program tail =
        Program.run("tail", "evaluations", "--from-beginning", "--count", 1, "--config", streams);

    assertThat(tail.exitCode()).as(tail.err()).isZero();
    assertThat(tail.out().lines()).hasSize(1);
  }

  @Test
  void tailOfNoTopic_namesTheTopicsThatThereAre() {
    Program tail = Program.run("tail", "evaluation", "--count", 1, "--config", config);

    assertThat(tail.exitCode()).isEqualTo(1);
    assertThat(tail.err())
        .contains("there is no topic evaluation")
        .contains("commands.evaluations")
        .doesNotContain("\tat ");
  }

  @Test
  void tailWithBadDuration_isWrongUsage() {
    Program tail = Program.run("tail", "evaluations", "--idle", "soon", "--config", config);

    assertThat(tail.exitCode()).isEqualTo(2);
    assertThat(tail.err()).contains("--idle").contains("was 'soon'");
  }

  @Test
  void configCheckOfAGoodFile_saysWhatIsInIt() {
    Program check = Program.run("config", "check", config);

    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(check.out())
        .isEqualTo(config + " is good: 2 apps, 1 judges, 0 alert rules" + System.lineSeparator());
  }

  @Test
  void configCheckOfABadFile_tellsEveryProblemAtOnce() throws Exception {
    Path bad =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            kafka: { bootstrap.servers: "localhost:9092" }
            http: { port: 99999 }
            apps:
              - { id: docs-bot, evaluators: [ faithfulnes ] }
            judges: { default: { api: heuristic } }
            rates: { grase: 1m }
            alerts:
              - { rule: high, evaluator: correctness, above: 5, notify: [ slack ] }
            """);

    Program check = Program.run("config", "check", bad);

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out()).isEmpty();
    assertThat(check.err())
        .contains("schema.registry.url")
        .contains("http.port")
        .contains("'faithfulnes'. Did you mean 'faithfulness'?")
        .contains("rates.grase: unknown key. Did you mean 'grace'?")
        .contains("alerts[0].above")
        .contains("'slack'")
        .doesNotContain("\tat ");
    assertThat(check.err().lines()).allSatisfy(line -> assertThat(line).startsWith(bad + ": "));
  }

  @Test
  void configCheckOfNoFile_namesIt() {
    Path none = folder.resolve("none.yaml");

    Program check = Program.run("config", "check", none);

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err()).contains(none.toString()).doesNotContain("\tat ");
  }

  @Test
  void runWithABadFile_isWrongConfiguration() throws Exception {
    Path bad = Files.writeString(folder.resolve("empty.yaml"), "kafka: {}\n");

    Program run = Program.run("run", "--config", bad);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("bootstrap.servers").contains("apps");
  }

  @Test
  void evaluatorsList_hasALineForEach() {
    Program list = Program.run("evaluators", "list");

    assertThat(list.exitCode()).isZero();
    assertThat(list.out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("faithfulness ").contains("unfaithful!"))
        .anySatisfy(
            line -> assertThat(line).startsWith("document_relevance ").contains(" document "));
  }

  @Test
  void evaluatorsShow_takesAnAlias() {
    Program show = Program.run("evaluators", "show", "hallucination");

    assertThat(show.exitCode()).isZero();
    assertThat(show.out()).startsWith("faithfulness: ").containsPattern("unfaithful +fails");
  }

  @Test
  void evaluatorsShowOfAMisspeltName_offersTheNearest() {
    Program show = Program.run("evaluators", "show", "corectness");

    assertThat(show.exitCode()).isEqualTo(2);
    assertThat(show.err())
        .contains("there is no evaluator 'corectness'. Did you mean 'correctness'?");
  }

  @Test
  void wrongOption_isWrongUsage() {
    Program wrong = Program.run("replay", "--rat", "5", Sample.FILE);

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--rat");
  }

  @Test
  void replayOfNoFile_namesIt() {
    Path none = folder.resolve("none.jsonl");

    Program replay = Program.run("replay", none, "--config", config);

    assertThat(replay.exitCode()).isEqualTo(2);
    assertThat(replay.err()).contains("cannot read " + none);
  }

  @Test
  void replayOfABrokenRow_namesItsLineAndField() throws Exception {
    Path broken =
        Files.write(
            folder.resolve("broken.jsonl"),
            List.of(
                "{\"app\": \"docs-bot\", \"question\": \"q\", \"response\": \"r\"}",
                "{\"app\": \"docs-bot\", \"question\": \"q\", \"response\": [\"r\"]}"));

    Program replay = Program.run("replay", broken, "--config", config);

    assertThat(replay.exitCode()).isEqualTo(1);
    assertThat(replay.err()).contains(broken + ":2: response: must be").doesNotContain("\tat ");
  }

  @Test
  void replayOfTextThatIsNoJson_namesItsLine() throws Exception {
    Path broken = Files.write(folder.resolve("text.jsonl"), List.of("hello"));

    Program replay = Program.run("replay", broken, "--config", config);

    assertThat(replay.exitCode()).isEqualTo(1);
    assertThat(replay.err()).contains(broken + ":1: not JSON").doesNotContain("\tat ");
  }

  @Test
  void replayOfADocumentWithoutText_namesTheField() throws Exception {
    Path broken =
        Files.write(
            folder.resolve("document.jsonl"),
            List.of(
                "{\"app\": \"docs-bot\", \"question\": \"q\", \"response\": \"r\","
                    + " \"documents\": [{\"id\": \"a\"}]}"));

    Program replay = Program.run("replay", broken, "--config", config);

    assertThat(replay.exitCode()).isEqualTo(1);
    assertThat(replay.err()).contains(broken + ":1: documents[0].text: is missing");
  }
}
