package io.evalstream.bench.figures;

import io.evalstream.bench.process.ChildJvm;
import io.evalstream.bench.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// The monitor against a call inside `mapValues`, at the same time, on the same topic, with the
/// same judge, threads and partitions.
record BlockingFigure(int inFlight, Duration latency) implements Figure {

  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration MEASURED = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "blocking";
  }

  @Override
  public void measure(Path folder, Table table) throws IOException, InterruptedException {
    RigOptions options = RigOptions.of(name(), Shape.PLAIN, inFlight, latency);
    try (Rig rig = Rig.start(options, folder)) {
      createOutput(rig);
      try (ChildJvm blocking = start(rig, folder.resolve(name()))) {
        double rate = options.limitPerSecond();
        rig.publish((long) rate);
        rig.load(rate, WARM_UP);
        long ourBefore = rig.ended();
        long theirBefore = calls(blocking);
        rig.load(rate, MEASURED);
        long our = rig.ended() - ourBefore;
        long their = calls(blocking) - theirBefore;
        if (!blocking.alive() || their == 0) {
          throw new IllegalStateException("the blocking calls do not go on: " + blocking.tail());
        }
        table.plain(
            "times the judgements of a blocking call in mapValues", our / (double) their, "x");
        table.note(
            String.format(
                Locale.ROOT,
                "%.0f against %.1f judgements/s: %d threads, %d partitions, %d ms, %d in flight",
                our / (double) MEASURED.toSeconds(),
                their / (double) MEASURED.toSeconds(),
                RigOptions.THREADS,
                RigOptions.PARTITIONS,
                latency.toMillis(),
                inFlight));
      }
    }
  }

  private static void createOutput(Rig rig) throws InterruptedException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", rig.cluster().bootstrapServers()))) {
      NewTopic output =
          new NewTopic(BlockingApp.OUTPUT, Optional.of(RigOptions.PARTITIONS), Optional.empty());
      admin.createTopics(List.of(output)).all().get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static ChildJvm start(Rig rig, Path folder) {
    return ChildJvm.start(
        "blocking",
        folder,
        new JavaCommand(
            "512m",
            List.of(),
            BlockingApp.class.getName(),
            List.of(
                rig.cluster().bootstrapServers(),
                rig.cluster().registryUrl(),
                rig.judge().baseUrl(),
                Integer.toString(RigOptions.THREADS),
                folder.resolve("state-blocking").toString())));
  }

  private static long calls(ChildJvm blocking) {
    List<String> said = blocking.out().lines().filter(line -> line.startsWith("calls ")).toList();
    return said.isEmpty() ? 0 : Long.parseLong(said.getLast().substring("calls ".length()));
  }
}
