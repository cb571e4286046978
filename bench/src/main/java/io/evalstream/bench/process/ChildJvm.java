package io.evalstream.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A JVM that this one has started, and that does not outlive it.
///
/// Its output goes to files, so it never waits for a reader. It ends with this JVM: by a hook when
/// this one exits, and by its [Lifeline] when this one is killed.
///
/// *Threading:* safe for all threads.
public final class ChildJvm implements AutoCloseable {

  private static final Duration END_WITHIN = Duration.ofSeconds(90);
  private static final int POLL_MILLIS = 50;
  private static final int LINES_SHOWN = 40;

  private final String name;
  private final Process process;
  private final Path out;
  private final Path err;
  private final Thread atExit;

  private ChildJvm(String name, Process process, Path out, Path err) {
    this.name = name;
    this.process = process;
    this.out = out;
    this.err = err;
    this.atExit = new Thread(process::destroyForcibly, "end-" + name);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// @param name of the files for the output, `NAME.out` and `NAME.err`
  public static ChildJvm start(String name, Path folder, JavaCommand command) {
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command.words())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("EVALSTREAM_LOG_LEVEL", "INFO");
    builder.environment().put("EVALSTREAM_ROOT_LOG_LEVEL", "WARN");
    try {
      Files.createDirectories(folder);
      return new ChildJvm(name, builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": cannot be started", e);
    }
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /// Completes with the exit code: 137 after SIGKILL.
  public CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /// Standard output so far.
  public String out() {
    return read(out);
  }

  /// The last lines of standard error: the log.
  public List<String> tail() {
    List<String> lines = read(err).lines().toList();
    return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until standard output matches.
  ///
  /// @throws IllegalStateException when the process ends before, or the patience does
  public Matcher await(Pattern pattern, Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      boolean alive = alive();
      Matcher matcher = pattern.matcher(out());
      if (matcher.find()) {
        return matcher;
      }
      if (!alive || System.nanoTime() > until) {
        throw failure(alive ? "did not say '" + pattern + "' in time" : "ended before it was up");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private IllegalStateException failure(String what) {
    return new IllegalStateException(
        name + " " + what + "; it wrote:\n" + out() + String.join("\n", tail()));
  }

  /// SIGKILL. Nothing happens when it has ended before.
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// SIGTERM, and no wait.
  public void tellToStop() throws InterruptedException {
    // Not Process.destroy: that closes the lifeline.
    shell("kill -TERM $0", Long.toString(pid())).waitFor();
  }

  /// SIGTERM; returns the exit code.
  ///
  /// @throws IllegalStateException when it does not end
  public int terminate() throws InterruptedException {
    tellToStop();
    if (!process.waitFor(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure("did not end within " + END_WITHIN.toSeconds() + " s of SIGTERM");
    }
    return process.exitValue();
  }

  /// SIGSTOP, and SIGCONT when the time is over. A shell sends both, so that the process is not
  /// left standing when this JVM ends in between.
  public void freeze(Duration time) throws InterruptedException {
    String seconds = String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    shell("kill -STOP $0; sleep $1; kill -CONT $0", Long.toString(pid()), seconds).waitFor();
  }

  private static Process shell(String script, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
    builder.command().addAll(List.of(arguments));
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("sh cannot be started", e);
    }
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // This JVM is ending; the hook runs and finds nothing to end.
    }
  }
}
