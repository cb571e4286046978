package io.evalstream.bench.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `evalstream devcluster` in a JVM of its own: a broker and a registry that can be stopped and
/// killed, and that come back on the same ports with the same data.
///
/// *Threading:* safe for all threads, one after the other.
public final class ClusterProcess implements AutoCloseable {

  private static final Pattern READY =
      Pattern.compile("kafka +127\\.0\\.0\\.1:(\\d+)\\s+registry +http://127\\.0\\.0\\.1:(\\d+)");
  private static final Duration UP_WITHIN = Duration.ofMinutes(2);

  private final Path folder;
  private final UnaryOperator<JavaCommand> tuning;

  // Guarded by this.
  private ChildJvm jvm;
  private int kafkaPort;
  private int registryPort;
  private int life;

  private ClusterProcess(Path folder, UnaryOperator<JavaCommand> tuning)
      throws InterruptedException {
    this.folder = folder;
    this.tuning = tuning;
    this.jvm = run();
  }

  /// Starts one on free ports and waits until it serves.
  ///
  /// @param folder of its output and data
  public static ClusterProcess start(Path folder) throws InterruptedException {
    return new ClusterProcess(folder, JavaCommand::shortLived);
  }

  /// The same for a long run at full speed.
  public static ClusterProcess startForLong(Path folder) throws InterruptedException {
    return new ClusterProcess(folder, UnaryOperator.identity());
  }

  private ChildJvm run() throws InterruptedException {
    life++;
    ChildJvm started =
        ChildJvm.start(
            "cluster-" + life,
            folder,
            tuning.apply(
                JavaCommand.evalstream(
                    "512m",
                    "devcluster",
                    "--data",
                    folder.resolve("data").toString(),
                    "--kafka-port",
                    Integer.toString(kafkaPort),
                    "--registry-port",
                    Integer.toString(registryPort))));
    try {
      Matcher ready = started.await(READY, UP_WITHIN);
      kafkaPort = Integer.parseInt(ready.group(1));
      registryPort = Integer.parseInt(ready.group(2));
      return started;
    } catch (RuntimeException | InterruptedException e) {
      started.close();
      throw e;
    }
  }

  public synchronized String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  public synchronized String registryUrl() {
    return "http://127.0.0.1:" + registryPort;
  }

  /// The JVM of its present or last life.
  public synchronized ChildJvm jvm() {
    return jvm;
  }

  /// SIGKILL.
  public synchronized void kill() {
    jvm.close();
  }

  /// SIGTERM; returns the exit code.
  public synchronized int stop() throws InterruptedException {
    int exitCode = jvm.terminate();
    jvm.close();
    return exitCode;
  }

  /// SIGSTOP, and SIGCONT when the time is over.
  public synchronized void freeze(Duration time) throws InterruptedException {
    jvm.freeze(time);
  }

  /// Starts it again and waits until it serves. Nothing happens when it runs.
  public synchronized void startAgain() throws InterruptedException {
    if (!jvm.alive()) {
      jvm = run();
    }
  }

  @Override
  public synchronized void close() {
    jvm.close();
  }
}
