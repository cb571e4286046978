package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Apicurio Registry as a process, for all tests of a class; the profile `interop` unpacks it.
final class ApicurioServer implements BeforeAllCallback, AfterAllCallback {

  private static final Path FOLDER = Path.of("target", "apicurio").toAbsolutePath();
  private static final int ATTEMPTS = 600;
  private static final int PAUSE_MILLIS = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Process process;
  private int port;

  /// Its API in the manner of Confluent's registry.
  String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /// Chooses how the versions of a subject must fit together.
  void level(String subject, String level) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/config/" + subject))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(BodyPublishers.ofString("{\"compatibility\": \"" + level + "\"}"))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  @Override
  public void beforeAll(ExtensionContext tests) throws Exception {
    port = freePort();
    Path out = Files.createTempFile(FOLDER, "run-", ".out");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                FOLDER.resolve("quarkus-run.jar").toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      awaitAnswer(process, out);
    } catch (Exception | AssertionError failure) {
      afterAll(tests);
      throw failure;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer(Process server, Path out) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS && server.isAlive(); attempt++) {
      if (answers()) {
        return;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new AssertionError("Apicurio does not answer; it wrote: " + Files.readString(out));
  }

  private boolean answers() throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/subjects")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    http.close();
    Objects.requireNonNull(process).destroyForcibly().onExit().join();
  }
}
