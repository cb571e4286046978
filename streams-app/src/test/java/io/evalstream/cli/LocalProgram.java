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
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of somebody else that serves HTTP on a port of 127.0.0.1 until it is closed.
final class LocalProgram implements AutoCloseable {

  private static final int ENDS_WITHIN_SECONDS = 180;

  private final Process process;
  private final Path out;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private LocalProgram(Process process, Path out, int port) {
    this.process = process;
    this.out = out;
    this.port = port;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// @param readyPath answers with 200 as soon as the program works
  static LocalProgram start(List<String> command, Path folder, int port, String readyPath)
      throws Exception {
    Path out = folder.resolve(Path.of(command.getFirst()).getFileName() + ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    LocalProgram program = new LocalProgram(process, out, port);
    try {
      Eventually.holds(
          () -> {
            if (!process.isAlive()) {
              throw new IOException("it has ended: " + Files.readString(out));
            }
            assertThat(program.answers(readyPath)).as(command.getFirst()).isTrue();
          });
      return program;
    } catch (Exception | AssertionError failure) {
      program.close();
      throw failure;
    }
  }

  /// Runs a program to its end; returns what it wrote.
  static String run(Path folder, String... command) throws Exception {
    Path out = Files.createTempFile("evalstream-run-", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      String written = Files.readString(out);
      assertThat(ended).as(written).isTrue();
      assertThat(process.exitValue()).as(written).isZero();
      return written;
    } finally {
      Files.delete(out);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  private boolean answers(String path) throws InterruptedException {
    try {
      return get(path).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.ofString());
  }

  void post(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path)).POST(BodyPublishers.noBody()).build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  /// What it wrote so far.
  String out() throws IOException {
    return Files.readString(out);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    http.close();
  }
}
