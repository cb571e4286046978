package io.evalstream.bench.process;

import io.evalstream.metric.FunnelStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `evalstream run` in a JVM of its own.
///
/// *Threading:* safe for all threads.
public record MonitorProcess(ChildJvm jvm) implements AutoCloseable {

  private static final Pattern FUNNEL =
      Pattern.compile(
          "(?m)^evalstream_funnel_count\\{app=\"([^\"]*)\",stage=\"([^\"]*)\",step=\"([^\"]*)\"} (\\S+)$");
  private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/metrics");

  /// Starts one and does not wait for it.
  ///
  /// @param name of the files of its output
  public static MonitorProcess start(String name, Path folder, Path config) {
    return start(
        name,
        folder,
        JavaCommand.evalstream("512m", "run", "--config", config.toString()).shortLived());
  }

  /// Starts one with a command of its own.
  public static MonitorProcess start(String name, Path folder, JavaCommand command) {
    return new MonitorProcess(ChildJvm.start(name, folder, command));
  }

  /// Waits until it does its work.
  ///
  /// @throws IllegalStateException when it ends before, or the patience does
  public void awaitReady(Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    jvm.await(ADDRESS, patience);
    while (!ready()) {
      if (!jvm.alive() || System.nanoTime() > until) {
        throw new IllegalStateException(
            jvm.name() + " is not ready; it wrote:\n" + String.join("\n", jvm.tail()));
      }
      Thread.sleep(50);
    }
  }

  /// Whether it says that it does its work; false when it says nothing.
  public boolean ready() throws InterruptedException {
    try {
      Optional<JsonHttp> http = http();
      return http.isPresent() && http.get().get("/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /// The funnel of the partitions that it owns; empty when it is not up yet. The API has that of
  /// all instances.
  ///
  /// @throws IOException when it does not answer
  public SortedMap<FunnelStep, Long> funnel() throws IOException, InterruptedException {
    SortedMap<FunnelStep, Long> funnel = new TreeMap<>();
    FUNNEL
        .matcher(metrics())
        .results()
        .forEach(
            line ->
                funnel.put(
                    new FunnelStep(line.group(1), line.group(2), line.group(3)),
                    (long) Double.parseDouble(line.group(4))));
    return funnel;
  }

  /// Its metrics, as Prometheus reads them.
  ///
  /// @throws IOException when it does not answer
  public String metrics() throws IOException, InterruptedException {
    Optional<JsonHttp> http = http();
    return http.isPresent() ? http.get().get("/metrics").body() : "";
  }

  private Optional<JsonHttp> http() {
    Matcher address = ADDRESS.matcher(jvm.out());
    return address.find() ? Optional.of(new JsonHttp(address.group(1))) : Optional.empty();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
