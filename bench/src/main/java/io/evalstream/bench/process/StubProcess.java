package io.evalstream.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `evalstream judge-stub` in a JVM of its own.
///
/// *Threading:* safe for all threads.
public record StubProcess(ChildJvm jvm, int port) implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile("judge +http://127\\.0\\.0\\.1:(\\d+)/v1[^\\n]*\\n");
  private static final Duration UP_WITHIN = Duration.ofMinutes(2);

  /// Starts one and waits until it serves.
  ///
  /// @param name of the files of its output
  /// @param labels the file that it answers from
  /// @param port 0 for any free one
  public static StubProcess start(String name, Path folder, Path labels, Duration latency, int port)
      throws InterruptedException {
    ChildJvm jvm =
        ChildJvm.start(
            name,
            folder,
            JavaCommand.evalstream(
                "1g",
                "judge-stub",
                labels.toString(),
                "--port",
                Integer.toString(port),
                "--latency-ms",
                Long.toString(latency.toMillis())));
    try {
      Matcher ready = jvm.await(READY, UP_WITHIN);
      return new StubProcess(jvm, Integer.parseInt(ready.group(1)));
    } catch (RuntimeException | InterruptedException e) {
      jvm.close();
      throw e;
    }
  }

  /// The base address of its API.
  public String baseUrl() {
    return url() + "/v1";
  }

  private String url() {
    return "http://127.0.0.1:" + port;
  }

  /// Changes how it behaves for the calls that come from now on.
  ///
  /// @param json as `PUT /faults` takes it
  /// @throws IOException when it refuses, or does not answer
  public void faults(String json) throws IOException, InterruptedException {
    new JsonHttp(url()).put("/faults", json);
  }

  /// What it has seen since its start, as `GET /stats` tells it.
  ///
  /// @throws IOException when it does not answer
  public JsonNode stats() throws IOException, InterruptedException {
    return new JsonHttp(url()).getJson("/stats");
  }

  @Override
  public void close() {
    jvm.close();
  }
}
