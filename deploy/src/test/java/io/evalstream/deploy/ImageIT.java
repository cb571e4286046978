package io.evalstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The files of the container image, made by the script that the Dockerfile calls, and run from
/// where they lie: its own Java, its own class path, its own cache.
class ImageIT {

  private static final long STARTED_WITHIN_NANOS = 120_000_000_000L;

  @TempDir static Path folder;
  private static Path image;
  private static int metricsPort;

  @BeforeAll
  static void make() throws Exception {
    image = folder.resolve("image");
    metricsPort = freePort();
    Ran.in(
            Repository.path("deploy"),
            List.of("./image", System.getProperty("java.home"), "target/lib", image.toString()))
        .well();
  }

  @Test
  void jars_haveNoBrokerAndNoTests() throws IOException {
    try (Stream<Path> jars = Files.list(image.resolve("lib"))) {
      List<String> names = jars.map(jar -> jar.getFileName().toString()).toList();

      assertThat(names).anyMatch(name -> name.startsWith("evalstream-streams-app-"));
      assertThat(names)
          .noneMatch(name -> name.matches("(evalstream-devcluster|kafka_2|kafka-server|junit).*"));
    }
  }

  @Test
  void cache_isUsed() throws Exception {
    Ran told = program(List.of("-Xlog:aot"), "--version");

    assertThat(told.well().out())
        .contains("Opened AOT cache", "optimized module handling: enabled");
    assertThat(told.out() + told.err()).doesNotContain("[warning]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo --seconds 5", "devcluster", "judge-stub file.jsonl --port 1"})
  void commandOfTheDevelopmentCluster_saysThatItIsNotThere(String words) throws Exception {
    Ran told = program(List.of(), words.split(" ", -1));

    assertThat(told.exitCode()).isEqualTo(2);
    assertThat(told.err()).contains("is not in this image", "./evalstream " + words);
  }

  @Test
  void monitor_runsTellsItsHealthAndStops() throws Exception {
    try (DevCluster cluster = DevCluster.start(DevClusterOptions.ephemeral())) {
      Path config = config(cluster);
      assertThat(program(List.of(), "config", "check", config.toString()).well().out())
          .contains("is good");
      Process monitor =
          new ProcessBuilder(command(List.of("-Xmx256m"), "run", "--config", config.toString()))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("run.log").toFile())
              .start();
      try {
        awaitReady(config);
        String servers = cluster.bootstrapServers();

        program(List.of(), "replay", sample(), "--rate", "100", "--config", config.toString())
            .well();
        Ran tail =
            program(
                List.of(),
                "tail",
                "evaluations",
                "--from-beginning",
                "--count",
                "1",
                "--idle",
                "60s",
                "--bootstrap-servers",
                servers,
                "--registry",
                cluster.registryUrl());
        int metrics = status("/metrics");
        int rates = status("/api/v1/rates");
        monitor.destroy();

        assertThat(metrics).isEqualTo(200);
        assertThat(rates).as("the port of metrics has nothing else").isEqualTo(404);
        assertThat(tail.well().out()).contains("\"evaluator\"");
        assertThat(monitor.waitFor()).as(log()).isZero();
      } finally {
        monitor.destroyForcibly().waitFor();
      }
    }
  }

  private static int status(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + metricsPort + path);
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static void awaitReady(Path config) throws Exception {
    long until = System.nanoTime() + STARTED_WITHIN_NANOS;
    Ran asked;
    do {
      asked = program(List.of(), "health", "--of", "ready", "--config", config.toString());
    } while (asked.exitCode() != 0 && System.nanoTime() < until);
    assertThat(asked.exitCode()).as("%s%n%s", asked, log()).isZero();
  }

  private static String sample() throws IOException {
    List<String> rows = Files.readAllLines(Repository.path("samples/labelled.jsonl"));
    return Files.write(folder.resolve("rows.jsonl"), rows.subList(0, 5)).toString();
  }

  private static Path config(DevCluster cluster) throws IOException {
    return Files.writeString(
        folder.resolve("monitor.yaml"),
        """
        kafka: { bootstrap.servers: "%s", schema.registry.url: "%s", group.instance.id: monitor-0 }
        topics: { partitions: 1 }
        streams: { state_dir: "%s", threads: 1 }
        http: { port: %d, metrics_port: %d }
        apps:
          - { id: docs-bot, evaluators: [ faithfulness ] }
          - { id: support-bot, evaluators: [ faithfulness ] }
        judges: { default: { api: heuristic } }
        """
            .formatted(
                cluster.bootstrapServers(),
                cluster.registryUrl(),
                folder.resolve("state"),
                freePort(),
                metricsPort));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String log() throws IOException {
    return Files.readString(folder.resolve("run.log"));
  }

  private static Ran program(List<String> options, String... words) throws Exception {
    return Ran.in(folder, command(options, words));
  }

  private static List<String> command(List<String> options, String... words) {
    List<String> command = new ArrayList<>();
    command.add(image.resolve("jre/bin/java").toString());
    command.addAll(options);
    command.add("@" + image.resolve("program.options"));
    command.addAll(Arrays.asList(words));
    return command;
  }
}
