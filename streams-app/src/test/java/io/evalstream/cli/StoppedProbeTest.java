package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A probe in a JVM of its own that is told to stop.
class StoppedProbeTest {

  private static final int ANSWERED = 3;

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch waiting = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  @TempDir private Path folder;

  /// Answers three questions and no more.
  private ObjectNode answer(JsonNode request) {
    assertThat(request.isObject()).isTrue();
    if (asked.incrementAndGet() > ANSWERED) {
      waiting.countDown();
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return ReadingJudge.object().put("answer", "UNANSWERABLE");
  }

  @Test
  void ctrlC_stillReportsWhatWasAnswered() throws Exception {
    try (ReadingJudge judge = new ReadingJudge(this::answer)) {
      Path config =
          FileConfig.write(
              folder,
              """
              judges:
                default: { api: heuristic }
                reader: { api: openai, base_url: "%s", model: reader, max_in_flight: 1 }
              """
                  .formatted(judge.baseUrl()));
      Path out = folder.resolve("out.txt");
      Path pages = folder.resolve("needle");
      List<String> words =
          List.of("needle", "--config", config.toString(), "--judge", "reader", "--lengths", "100");
      Process needle =
          new ProcessBuilder(MonitorProcess.command(words, List.of("--out", pages.toString())))
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      try {
        assertThat(waiting.await(60, TimeUnit.SECONDS)).as(Files.readString(out)).isTrue();
        needle.destroy();

        assertThat(needle.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(needle.exitValue()).isZero();
        assertThat(Files.readString(out)).contains("stopped; what", "right answers of reader");
        assertThat(pages.resolve("needle.html")).exists();
        assertThat(pages.resolve("needle.png")).exists();
      } finally {
        over.countDown();
        needle.destroyForcibly();
      }
    }
  }
}
