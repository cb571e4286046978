package io.evalstream.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The judge stub in a process of its own.
record StubProcess(Process process, String baseUrl) implements AutoCloseable {

  static StubProcess start(Path labels, int latencyMillis) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.evalstream.cli.Main",
                    "judge-stub",
                    labels.toString(),
                    "--port",
                    "0",
                    "--latency-ms",
                    Integer.toString(latencyMillis)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith("judge")) {
      process.destroyForcibly();
      throw new IllegalStateException("the judge stub did not start, it said: " + line);
    }
    return new StubProcess(process, line.split("\\s+", -1)[1]);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
