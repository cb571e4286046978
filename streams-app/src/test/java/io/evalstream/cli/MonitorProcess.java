package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.metric.FunnelStep;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `evalstream run` in a JVM of its own, started as the launcher starts it.
final class MonitorProcess implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/metrics");
  private static final int EXIT_WITHIN_SECONDS = 45;

  private final Process process;
  private final Path out;
  private final Path err;

  private MonitorProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static MonitorProcess run(Deployment deployment) throws IOException {
    return run(deployment.file(), Map.of());
  }

  static MonitorProcess run(Path config, Map<String, String> environment) throws IOException {
    Path out = Files.createTempFile(config.getParent(), "run-", ".out");
    Path err = Files.createTempFile(config.getParent(), "run-", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command(List.of("run"), List.of("--config", config.toString())))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new MonitorProcess(builder.start(), out, err);
  }

  /// The program in a JVM as the launcher starts it.
  static List<String> command(List<String> words, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.evalstream.event,io.evalstream.state"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(words);
    command.addAll(options);
    return command;
  }

  /// Standard output so far.
  String out() throws IOException {
    return Files.readString(out);
  }

  /// Standard error so far: the log.
  List<String> err() throws IOException {
    return Files.readAllLines(err);
  }

  boolean alive() {
    return process.isAlive();
  }

  /// The funnel, from the API.
  SortedMap<FunnelStep, Long> funnel() throws Exception {
    SortedMap<FunnelStep, Long> funnel = new TreeMap<>();
    for (JsonNode step : new ObjectMapper().readTree(get("/api/v1/funnel").body()).path("items")) {
      funnel.put(
          new FunnelStep(
              step.path("app").asText(), step.path("stage").asText(), step.path("step").asText()),
          step.path("count").asLong());
    }
    return funnel;
  }

  HttpResponse<String> get(String path) throws Exception {
    return get(path, "none");
  }

  /// @param token that the port asks for
  HttpResponse<String> get(String path, String token) throws Exception {
    Matcher address = ADDRESS.matcher(out());
    assertThat(address.find()).as("the monitor runs; it wrote: %s", err()).isTrue();
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + address.group(1) + path);
      HttpRequest request =
          HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer from the monitor", e);
    }
  }

  /// SIGKILL.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// SIGTERM; returns the exit code.
  int terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(EXIT_WITHIN_SECONDS, TimeUnit.SECONDS))
        .as("ended within %d s of SIGTERM", EXIT_WITHIN_SECONDS)
        .isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
