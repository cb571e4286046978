package io.evalstream.bench.process;

import io.evalstream.bench.lean.LeanJudge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// A [LeanJudge] in a JVM of its own.
///
/// @param baseUrl the base address of its API
public record LeanJudgeProcess(ChildJvm jvm, String baseUrl) implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("judge +(\\S+)\\n");
  private static final Duration UP_WITHIN = Duration.ofMinutes(2);

  /// Starts one on a free port and waits until it serves.
  ///
  /// @param folder of its output
  public static LeanJudgeProcess start(Path folder, Duration latency) throws InterruptedException {
    ChildJvm jvm =
        ChildJvm.start(
            "lean-judge",
            folder,
            new JavaCommand(
                "256m",
                List.of(),
                LeanJudge.class.getName(),
                List.of("0", Long.toString(latency.toMillis()))));
    try {
      return new LeanJudgeProcess(jvm, jvm.await(READY, UP_WITHIN).group(1));
    } catch (RuntimeException | InterruptedException e) {
      jvm.close();
      throw e;
    }
  }

  @Override
  public void close() {
    jvm.close();
  }
}
