package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Monitor;
import io.evalstream.app.MonitorConfig;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Message;
import io.evalstream.offline.RowFile;
import io.evalstream.offline.TraceRow;
import io.evalstream.registry.ConfluentPeer;
import io.evalstream.registry.ConfluentPeerSerde;
import io.evalstream.registry.RegistryClient;
import io.evalstream.registry.RegistryConfig;
import io.evalstream.topic.EventWriter;
import io.evalstream.topic.TopicNames;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The client, the commands and a whole monitor with the schema registry of somebody else.
@Tag("interop")
class ApicurioInteropIT {

  @TempDir static Path folder;
  @RegisterExtension static final ApicurioServer APICURIO = new ApicurioServer();
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  private RegistryClient registry;
  private ConfluentPeer confluent;

  @BeforeEach
  void open() {
    registry =
        new RegistryClient(RegistryConfig.from(Map.of("schema.registry.url", APICURIO.url())));
    confluent = new ConfluentPeer(APICURIO.url());
  }

  @AfterEach
  void close() throws Exception {
    confluent.close();
    registry.close();
  }

  @Test
  void client_registersFindsAndCompares() throws Exception {
    registry.ping();
    int id = registry.register("m-value", Message.SCHEMA$).id();
    APICURIO.level("m-value", "FULL");

    assertThat(registry.lookup("m-value", Message.SCHEMA$).id()).isEqualTo(id);
    assertThat(registry.newest("m-value"))
        .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo(id));
    assertThat(registry.newest("n-value")).isEmpty();
    assertThat(registry.byId(id)).isEqualTo(confluent.byId(id));
    assertThat(confluent.register("m-value", Message.SCHEMA$)).isEqualTo(id);
    assertThat(registry.complaints("m-value", Message.SCHEMA$)).isEmpty();
    assertThat(registry.complaints("m-value", other("Message", "role"))).isNotEmpty();
  }

  @Test
  void commands_registerAndCheck() throws Exception {
    String subject = "commands.chat-events-value";
    Path config = deployment("commands").file();
    Program before = Program.run("schemas", "check", "--config", config);
    Program register = Program.run("schemas", "register", "--config", config);
    Program again = Program.run("schemas", "register", "--config", config);
    Program after = Program.run("schemas", "check", "--config", config);

    assertThat(before.exitCode()).as(before.out() + before.err()).isZero();
    assertThat(before.out()).containsPattern(subject + " +none +yes");
    assertThat(register.exitCode()).as(register.out() + register.err()).isZero();
    assertThat(again).isEqualTo(register);
    assertThat(register.out().lines()).hasSize(8);
    assertThat(after.exitCode()).as(after.out() + after.err()).isZero();
    assertThat(after.out()).containsPattern(subject + " +1 +\\d+ +yes");
  }

  @Test
  void commands_tellARefusal() throws Exception {
    String subject = "refused.chat-events-value";
    Path config = deployment("refused").file();
    registry.register(subject, other("ChatEvent", "trace_id"));
    APICURIO.level(subject, "BACKWARD");

    Program check = Program.run("schemas", "check", "--config", config);
    Program register = Program.run("schemas", "register", "--config", config);

    assertThat(check.exitCode()).as(check.err()).isEqualTo(1);
    assertThat(check.out()).containsPattern(subject + " +1 +\\d+ +no");
    assertThat(register.exitCode()).as(register.err()).isEqualTo(1);
    assertThat(register.out()).containsPattern(subject + " +none +refused");
  }

  @Test
  void monitor_judgesWhatEitherClientWrote() throws Exception {
    Deployment deployment = deployment("monitor");
    List<TraceRow> rows = rows();
    try (Monitor _ = Monitor.start(deployment.config(), InstantSource.system());
        EventWriter writer = new EventWriter(deployment.clients(), deployment.topics())) {
      publish(writer, rows.getFirst());
      publishAsConfluent(writer, deployment.topics(), rows.getLast());
      writer.flush();
      Eventually.holds(
          () ->
              assertThat(deployment.evaluations())
                  .extracting(Evaluation::getTraceId)
                  .containsExactlyInAnyOrder(traceId(rows.getFirst()), traceId(rows.getLast())));
    }

    assertThat(deployment.deadLetters()).isEmpty();
    assertThat(deployment.evaluations())
        .allSatisfy(one -> assertThat(one.getOutcome()).isEqualTo("judged"));
  }

  /// With a key that only the other serde knows.
  @Test
  void monitor_worksWithTheSerdeOfOthers() throws Exception {
    Deployment ours = deployment("chosen");
    String yaml =
        ours.yaml()
            .replace(
                "kafka:\n",
                "kafka:\n  value.serde: %s\n  use.latest.with.metadata: a=b\n"
                    .formatted(ConfluentPeerSerde.class.getName()));
    TraceRow row = rows().getFirst();
    try (Monitor _ =
            Monitor.start(
                MonitorConfig.readText("chosen", yaml, Map.of()), InstantSource.system());
        EventWriter writer = new EventWriter(ours.clients(), ours.topics())) {
      publish(writer, row);
      writer.flush();
      Eventually.holds(() -> assertThat(ours.judgedTraces()).hasSize(1));
    }

    assertThat(ours.evaluations()).extracting(Evaluation::getOutcome).containsExactly("judged");
    assertThat(registry.newest("chosen.judged-traces-value")).isPresent();
  }

  private static void publish(EventWriter writer, TraceRow row) {
    row.spans().forEach(writer::send);
    writer.send(row.event());
  }

  private void publishAsConfluent(EventWriter writer, TopicNames topics, TraceRow row)
      throws Exception {
    List<Map.Entry<String, SpecificRecord>> records = new ArrayList<>();
    row.spans().forEach(span -> records.add(Map.entry(topics.retrievalSpans(), span)));
    records.add(Map.entry(topics.chatEvents(), row.event()));
    for (Map.Entry<String, SpecificRecord> record : records) {
      String subject = record.getKey() + "-value";
      byte[] bytes = confluent.write(subject, ConfluentPeer.generic(record.getValue()));
      writer.sendBytes(record.getKey(), traceId(row), bytes);
    }
  }

  private static String traceId(TraceRow row) {
    ChatEvent event = row.event();
    return event.getTraceId();
  }

  private static List<TraceRow> rows() throws Exception {
    List<TraceRow> rows = new ArrayList<>();
    Path file = Sample.shipped().first(2).write(folder.resolve("two.jsonl"));
    new RowFile(file).forEach(false, rows::add);
    return rows;
  }

  private static Deployment deployment(String name) {
    return new Deployment(
        CLUSTER.get().bootstrapServers(),
        APICURIO.url(),
        name,
        folder.resolve(name),
        """
        apps:
          - { id: docs-bot, evaluators: [ faithfulness ] }
          - { id: support-bot, evaluators: [ faithfulness ] }
        judges: { default: { api: heuristic } }
        """);
  }

  private static Schema other(String name, String field) {
    return SchemaBuilder.record(name)
        .namespace("io.evalstream.event")
        .fields()
        .requiredLong(field)
        .endRecord();
  }
}
