package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Monitor;
import io.evalstream.app.MonitorConfig;
import io.evalstream.devcluster.stub.OtlpStub;
import io.evalstream.topic.EventWriter;
import io.evalstream.topic.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Kafka with TLS, logins and rights: the monitor and the commands have those of the page, and
/// what is wrong is told at once.
class SecuredIT {

  private static final String PASSWORD = "pa55-7be1";
  private static final String SETTINGS =
      """
      apps:
        - { id: docs-bot, evaluators: [ faithfulness ] }
        - { id: support-bot, evaluators: [ faithfulness ] }
      judges: { default: { api: heuristic } }
      agreement: {}
      """;

  @TempDir static Path folder;
  private static SecuredCluster cluster;

  private final OtlpStub collector = OtlpStub.start(0);

  @BeforeAll
  static void start() throws Exception {
    cluster = SecuredCluster.start(folder);
    for (String user : new String[] {"monitor", "operator", "reader"}) {
      cluster.createUser(user, PASSWORD);
    }
  }

  @AfterEach
  void stopCollector() {
    collector.close();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void rightsOfThePage_areAllThatIsNeeded() throws Exception {
    Deployment deployment =
        cluster.deployment(
            "strict",
            folder,
            SETTINGS + "otlp_export: { endpoint: \"%s\" }\n".formatted(collector.url()));
    cluster.createTopics(TopicNames.shortNames().stream().map(deployment.topics()::full).toList());
    cluster.grant("monitor", "The monitor", deployment);
    cluster.grant("monitor", "The console", deployment);
    cluster.grant("monitor", "The export of evaluations", deployment);
    cluster.grant("operator", "Applications", deployment);
    cluster.grant("operator", "Those who replay dead letters", deployment);
    cluster.grant("reader", "Those who look", deployment);
    Path operator = cluster.file(deployment, "operator", PASSWORD);
    Path reader = cluster.file(deployment, "reader", PASSWORD);
    String yaml =
        cluster
            .yaml(deployment, "monitor", PASSWORD)
            .replace("partitions: 3 }", "partitions: 3, create: false }");
    Sample sample = Sample.shipped().first(4);

    try (Monitor monitor =
        Monitor.start(MonitorConfig.readText("m", yaml, Map.of()), InstantSource.system())) {
      good("replay", sample.write(folder.resolve("four.jsonl")), "--config", operator);
      noise(operator, deployment);

      Eventually.holds(() -> assertThat(deployment.judgedTraces()).hasSize(4));
      Eventually.holds(() -> assertThat(monitor.archive().state().traces()).isEqualTo(4));
      Eventually.holds(() -> assertThat(collector.spans()).isNotEmpty());
      Eventually.holds(() -> assertThat(deployment.deadLetters()).hasSize(1));
      assertThat(
              good("tail", "evaluations", "--from-beginning", "--count", 4, "--config", reader)
                  .out()
                  .lines())
          .hasSize(4);
      assertThat(good("dead-letters", "list", "--config", reader).out()).contains("not_avro");
      assertThat(good("dead-letters", "replay", "--all", "--config", operator).out())
          .contains("1 dead letters replayed");
      Program refused = Program.run("dead-letters", "replay", "--all", "--config", reader);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).containsIgnoringCase("transactional").doesNotContain("\tat ");
    }
  }

  private static void noise(Path file, Deployment deployment) throws Exception {
    Map<String, String> clients = MonitorConfig.read(file, Map.of()).kafka().clients();
    try (EventWriter writer = new EventWriter(clients, deployment.topics())) {
      writer.sendBytes(deployment.topics().chatEvents(), "k", "noise".getBytes(UTF_8));
      writer.flush();
    }
  }

  private static Program good(Object... words) {
    Program program = Program.run(words);
    assertThat(program.exitCode()).as(program.err()).isZero();
    return program;
  }

  @Test
  void wrongPassword_isToldAtOnce() throws Exception {
    assertRefused(
        cluster.file(cluster.deployment("wrong", folder, SETTINGS), "monitor", "gu3ssed"),
        "gu3ssed",
        "Kafka refuses the login: user and password in kafka.sasl.jaas.config");
  }

  @Test
  void unknownAuthority_isToldAtOnce() throws Exception {
    Path file =
        cluster.file(cluster.deployment("untrusted", folder, SETTINGS), "monitor", PASSWORD);
    Files.writeString(file, Files.readString(file).replaceAll("(?m)^ *ssl\\.truststore.*\\R", ""));

    assertRefused(file, PASSWORD, "kafka.ssl.truststore.location must hold the authority");
  }

  /// Kafka's own message names the rest of the password.
  @Test
  void loginThatCannotBeRead_isToldWithoutIt() throws Exception {
    Path file = cluster.file(cluster.deployment("unread", folder, SETTINGS), "monitor", PASSWORD);
    Files.writeString(file, Files.readString(file).replace('"' + PASSWORD + '"', "a " + PASSWORD));

    assertRefused(file, PASSWORD, "kafka.sasl.jaas.config cannot be read");
  }

  @Test
  void wrongPasswordOfAStore_isToldAtOnce() throws Exception {
    Path file = cluster.file(cluster.deployment("store", folder, SETTINGS), "monitor", PASSWORD);
    Files.writeString(
        file, Files.readString(file).replace(SecuredCluster.STORE_PASSWORD, "gu3ssed"));

    assertRefused(file, "gu3ssed", "kafka.ssl.* must fit each other");
  }

  private static void assertRefused(Path file, String secret, String told) {
    for (Object[] words :
        new Object[][] {
          {"run", "--config", file},
          {"tail", "evaluations", "--config", file},
          {"replay", Sample.FILE, "--config", file},
          {"dead-letters", "list", "--config", file},
          {"dead-letters", "replay", "--all", "--config", file}
        }) {
      Program program = Program.run(words);

      assertThat(program.exitCode()).as("%s", words[0]).isEqualTo(1);
      assertThat(program.err()).as("%s", words[0]).contains(told).doesNotContain("\tat ");
      assertThat(program.err() + program.out()).doesNotContain(secret);
    }
  }
}
