package io.evalstream.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.bench.process.StubProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// The judge stub with its lives: its process may be killed, and comes back on the same port.
///
/// *Threading:* one thread after the other.
final class JudgeLives implements AutoCloseable {

  private static final Duration LATENCY = Duration.ofMillis(200);

  private final Path folder;
  private final Path labels;
  private final Map<String, Long> callsOfEarlierLives = new TreeMap<>();
  private StubProcess process;
  private int lives = 1;

  /// @param folder of its output
  /// @param labels the file that it answers from
  JudgeLives(Path folder, Path labels) throws InterruptedException {
    this.folder = folder;
    this.labels = labels;
    this.process = StubProcess.start("judge-1", folder, labels, LATENCY, 0);
  }

  String baseUrl() {
    return process.baseUrl();
  }

  void trouble(Act.Trouble trouble) throws IOException, InterruptedException {
    if (trouble.kind() == JudgeTrouble.DOWN) {
      add(callsOfEarlierLives);
      process.close();
    } else {
      process.faults(trouble.kind().faults(LATENCY.toMillis(), trouble.seed()));
    }
  }

  /// Ends all trouble.
  void recover() throws IOException, InterruptedException {
    if (process.jvm().alive()) {
      process.faults("{\"latency_millis\":%d}".formatted(LATENCY.toMillis()));
    } else {
      lives++;
      process = StubProcess.start("judge-" + lives, folder, labels, LATENCY, process.port());
    }
  }

  /// The calls of all its lives, by how they ended. The last moments of a life that was killed are
  /// missing.
  Map<String, Long> calls() throws IOException, InterruptedException {
    Map<String, Long> calls = new TreeMap<>(callsOfEarlierLives);
    add(calls);
    return calls;
  }

  private void add(Map<String, Long> calls) throws IOException, InterruptedException {
    for (Map.Entry<String, JsonNode> ending : process.stats().path("calls").properties()) {
      if (ending.getValue().asLong() > 0) {
        calls.merge(ending.getKey(), ending.getValue().asLong(), Long::sum);
      }
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
