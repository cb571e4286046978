package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.devcluster.registry.EmbeddedRegistry;
import io.evalstream.event.ChatEvent;
import io.evalstream.registry.RegistryClient;
import io.evalstream.registry.RegistryConfig;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.TopicSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands against a registry that checks compatibility.
class SchemasCommandTest {

  private static final Schema OTHER =
      SchemaBuilder.record("ChatEvent")
          .namespace("io.evalstream.event")
          .fields()
          .requiredLong("trace_id")
          .endRecord();

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private RegistryClient client;

  @BeforeEach
  void open() {
    registry = EmbeddedRegistry.start(0, null);
    client = new RegistryClient(RegistryConfig.from(Map.of("schema.registry.url", registry.url())));
  }

  @AfterEach
  void close() {
    client.close();
    registry.close();
  }

  @Test
  void checkOfAnEmptyRegistry_findsNothingAgainstTheFirstVersions() {
    Program check = Program.run("schemas", "check", "--registry", registry.url());

    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(rows(check))
        .hasSize(7)
        .allSatisfy(row -> assertThat(row).matches("evalstream\\.[a-z-]+-value none yes"));
  }

  @Test
  void register_bringsEverySchema_andTwiceIsAsOnce() {
    Program first = Program.run("schemas", "register", "--registry", registry.url());

    Program second = Program.run("schemas", "register", "--registry", registry.url());

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(second).isEqualTo(first);
    assertThat(rows(first)).hasSize(7).contains("evalstream.chat-events-value 1 1");
    for (TopicSchema one : TopicSchema.all(new TopicNames(TopicNames.DEFAULT_PREFIX))) {
      assertThat(client.find(one.topic() + "-value", one.schema())).isPresent();
    }
    assertThat(rows(Program.run("schemas", "check", "--registry", registry.url())))
        .contains("evalstream.chat-events-value 1 1 yes");
  }

  @Test
  void check_tellsWhatTheRegistryHasAgainstASchema() {
    client.register("evalstream.chat-events-value", OTHER);

    Program check = Program.run("schemas", "check", "--registry", registry.url());

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(rows(check)).hasSize(7).contains("evalstream.chat-events-value 1 1 no");
    assertThat(check.out().lines()).anyMatch(line -> line.startsWith("  ") && line.length() > 10);
    assertThat(client.find("evalstream.chat-events-value", ChatEvent.SCHEMA$)).isEmpty();
  }

  @Test
  void register_goesOnAfterARefusal() {
    client.register("evalstream.chat-events-value", OTHER);

    Program register = Program.run("schemas", "register", "--registry", registry.url());

    assertThat(register.exitCode()).isEqualTo(1);
    assertThat(rows(register))
        .contains("evalstream.chat-events-value none refused", "evalstream.alerts-value 1 7");
    assertThat(register.out()).contains("not compatible with an earlier version");
  }

  @Test
  void prefixAndSubjects_areThoseOfTheConfiguration() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("monitor.yaml"),
            """
            kafka:
              bootstrap.servers: localhost:9
              schema.registry.url: %s
              value.subject.name.strategy: TopicRecordNameStrategy
            topics: { prefix: "qa." }
            apps:
              - { id: docs-bot, evaluators: [ faithfulness ] }
            judges: { default: { api: heuristic } }
            """
                .formatted(registry.url()));

    Program register = Program.run("schemas", "register", "--config", config);

    assertThat(register.exitCode()).as(register.err()).isZero();
    assertThat(rows(register))
        .contains("qa.chat-events-io.evalstream.event.ChatEvent 1 1")
        .contains("qa.alerts-io.evalstream.event.Alert 1 7");
  }

  @Test
  void withoutARegistry_failsAndSaysWhere() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("monitor.yaml"),
            """
            kafka:
              bootstrap.servers: localhost:9
              schema.registry.url: http://localhost:9
              max.retries: 0
            apps:
              - { id: docs-bot, evaluators: [ faithfulness ] }
            judges: { default: { api: heuristic } }
            """);

    Program check = Program.run("schemas", "check", "--config", config);

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.err()).contains("http://localhost:9 does not answer").doesNotContain("\tat ");
  }

  @Test
  void badConfiguration_isWrongUsage() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "kafka: {}\n");

    assertThat(Program.run("schemas", "register", "--config", bad).exitCode()).isEqualTo(2);
  }

  /// The lines of schemas, with one space between what is in them.
  private static List<String> rows(Program run) {
    return run.out()
        .lines()
        .skip(1)
        .filter(line -> !line.startsWith(" "))
        .map(line -> line.strip().replaceAll(" +", " "))
        .toList();
  }
}
