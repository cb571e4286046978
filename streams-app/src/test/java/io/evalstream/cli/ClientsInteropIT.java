package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.app.Documents;
import io.evalstream.app.Monitor;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.registry.RegistryClient;
import io.evalstream.registry.RegistryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The programs of the folder `clients` and the commands of the page, as a user runs them: each
/// publishes the same turn, and reads the same labels back.
@Tag("interop")
class ClientsInteropIT {

  private static final Path CLIENTS = Documents.page("clients").toAbsolutePath().normalize();
  private static final int MINUTES = 10;
  private static final Map<String, String> LABELS =
      Map.of(
          "faithfulness", "faithful",
          "document_relevance upgrade", "relevant",
          "document_relevance billing", "irrelevant");

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();
  private static @Nullable Monitor monitor;

  @BeforeAll
  static void prepare() throws Exception {
    run(List.of(CLIENTS.resolve("prepare").toString()), "");
    Deployment deployment = deployment();
    RegistryClient registry = new RegistryClient(RegistryConfig.from(deployment.clients()));
    registry.register("evalstream.chat-events-value", ChatEvent.SCHEMA$);
    registry.register("evalstream.retrieval-spans-value", RetrievalSpan.SCHEMA$);
    monitor = Monitor.start(deployment.config(), InstantSource.system());
  }

  @AfterAll
  static void stop() {
    Objects.requireNonNull(monitor).close();
  }

  @Test
  void python_publishesAndReads() throws Exception {
    String python = CLIENTS.resolve("target/python/bin/python").toString();
    publishAndRead("turn-of-python", List.of(python), "python/%s.py");
  }

  @Test
  void javascript_publishesAndReads() throws Exception {
    publishAndRead("turn-of-javascript", List.of("node"), "javascript/%s.js");
  }

  @Test
  void java_publishes() throws Exception {
    List<String> java = java("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.evalstream.event");
    java.add(CLIENTS.resolve("java/Publish.java").toString());
    java.add("turn-of-java");
    run(java, "");

    isJudged("turn-of-java");
  }

  @Test
  void json_isPublishedByKafkasOwnCommand() throws Exception {
    for (String topic : List.of("retrieval-spans", "chat-events")) {
      List<String> command = java();
      command.addAll(List.of("org.apache.kafka.tools.ConsoleProducer"));
      command.addAll(List.of("--bootstrap-server", CLUSTER.get().bootstrapServers()));
      command.addAll(List.of("--topic", "evalstream." + topic));
      command.addAll(List.of("--reader-property", "parse.key=true"));
      command.addAll(List.of("--reader-property", "key.separator=|"));
      String record = Files.readString(CLIENTS.resolve("json/" + topic + ".json"));
      run(command, record.replace("turn-1", "turn-of-json"));
    }

    isJudged("turn-of-json");
  }

  private static void publishAndRead(String traceId, List<String> runtime, String file)
      throws Exception {
    List<String> publish = new ArrayList<>(runtime);
    publish.addAll(List.of(CLIENTS.resolve(file.formatted("publish")).toString(), traceId));
    assertThat(run(publish, "").strip()).isEqualTo(traceId);
    isJudged(traceId);

    List<String> read = new ArrayList<>(runtime);
    read.addAll(List.of(CLIENTS.resolve(file.formatted("evaluations")).toString(), traceId));
    Map<String, String> labels = new TreeMap<>();
    for (String line : run(read, "").lines().toList()) {
      JsonNode evaluation = new ObjectMapper().readTree(line);
      String document = evaluation.path("document_id").asText("");
      labels.put(
          (evaluation.path("evaluator").asText() + " " + document.replace("null", "")).strip(),
          evaluation.path("label").asText());
    }
    assertThat(labels).isEqualTo(LABELS);
  }

  private static void isJudged(String traceId) throws Exception {
    Deployment deployment = deployment();
    Eventually.holds(
        () -> {
          Map<String, String> labels = new TreeMap<>();
          for (Evaluation one : deployment.evaluations()) {
            if (one.getTraceId().equals(traceId)) {
              String document = Objects.requireNonNullElse(one.getDocumentId(), "");
              labels.put((one.getEvaluator() + " " + document).strip(), one.getLabel());
            }
          }
          assertThat(labels).isEqualTo(LABELS);
        });
  }

  private static Deployment deployment() {
    return new Deployment(
        CLUSTER.get(),
        "evalstream",
        folder,
        """
        apps:
          - { id: docs-bot, evaluators: [ faithfulness, document_relevance ] }
        judges: { default: { api: heuristic } }
        """);
  }

  private static List<String> java(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  /// Runs a program to its end; returns what it wrote to standard output.
  private static String run(List<String> command, String input) throws Exception {
    Path out = Files.createTempFile(folder, "client-", ".out");
    Path err = Files.createTempFile(folder, "client-", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", CLUSTER.get().bootstrapServers());
    builder.environment().put("SCHEMA_REGISTRY_URL", CLUSTER.get().registryUrl());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      write(process, input);
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
    } finally {
      process.destroyForcibly().onExit().join();
    }
    assertThat(process.exitValue()).as("%s: %s", command, Files.readString(err)).isZero();
    return Files.readString(out);
  }

  private static void write(Process process, String input) throws IOException {
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
  }
}
