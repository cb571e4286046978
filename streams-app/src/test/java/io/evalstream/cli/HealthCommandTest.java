package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The question of a container's health check, asked of a server that answers as told.
final class HealthCommandTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"live, 127.0.0.1, 0", "ready, 127.0.0.1, 1", "started, 0.0.0.0, 0"})
  void answer_isTheExitCode(String question, String host, int exitCode) throws Exception {
    Javalin monitor =
        Javalin.create(
            javalin -> {
              javalin.routes.get("/health/live", context -> context.result("lives"));
              javalin.routes.get("/health/ready", context -> context.status(503).result("waits"));
              javalin.routes.get("/health/started", context -> context.result("came up"));
            });
    monitor.start("127.0.0.1", 0);
    try {
      Program asked =
          Program.run("health", "--config", file(host, monitor.port()), "--of", question);

      assertThat(asked.exitCode()).as(asked.err()).isEqualTo(exitCode);
      assertThat(asked.out()).isNotBlank();
    } finally {
      monitor.stop();
    }
  }

  @Test
  void noAnswer_isToldWithTheAddress() throws Exception {
    int closed = closedPort();

    Program asked = Program.run("health", "--config", file("127.0.0.1", closed));

    assertThat(asked.exitCode()).isEqualTo(1);
    assertThat(asked.err()).contains("http://127.0.0.1:" + closed + "/health/live does not answer");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Path file(String host, int port) throws IOException {
    return Files.writeString(
        folder.resolve("monitor.yaml"),
        """
        kafka: { bootstrap.servers: "localhost:9092", schema.registry.url: "http://localhost:8081" }
        http: { host: "%s", port: %d, token: secret }
        apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]
        judges: { default: { api: heuristic } }
        """
            .formatted(host, port));
  }
}
